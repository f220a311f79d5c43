from decimal import Decimal

import pytest

from dispatch_console.paper.formula import Unknown, worked_out

CELLS = {(1, 1): Decimal("1.5"), (2, 1): Decimal(2), (3, 1): None, (4, 1): "文字"}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:A4)", Decimal("3.5")),
        ('IF(COUNT(A3:A4)=0,"",SUM(A3:A4))', ""),
        ("ROUND(A1*$A$2/3,1)", Decimal("1.0")),
        ("-A1+A2*(3-1)", Decimal("2.5")),
        ('A4&"!"', "文字!"),
        ("MAX(A1:A2)-MIN(A1:A2)", Decimal("0.5")),
        ("A1>=A2", False),
        ("COUNTA(A1:A4)", Decimal(3)),
    ],
)
def test_the_sums_of_our_forms_are_worked_out(formula, value):
    assert worked_out(formula, lambda r, c: CELLS.get((r, c))) == value


@pytest.mark.parametrize("formula", ["VLOOKUP(A1,B:C,2)", "A1/0", "SUM(A1", "A4+1", "Sheet2!A1"])
def test_what_only_excel_knows_is_left_to_excel(formula):
    with pytest.raises(Unknown):
        worked_out(formula, lambda r, c: CELLS.get((r, c)))
