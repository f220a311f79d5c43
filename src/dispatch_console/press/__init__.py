"""Paints filled workbooks on paper, looks at foreign pictures, and writes what leaves the desk.

output.to_pdf(workbooks, path)             -> pages written; the file is whole or not there
output.pictures(workbook, dpi=110)         -> one QImage a page
printer.print_on(printer_name, workbooks)  -> pages sent; asks first whether the printer is there
printer.printers()                         -> the names of the printers
looking.look(content, room)                -> a foreign picture as a small PNG, made in a process of its own
copies.save_copy(desk, attachment_id, …)   -> an attached file written outside, the purpose on record

Nothing is imported here: the process that looks at a picture must be small and quick.
"""
