"""Every message of the intake by its code: what is wrong, and how to mend it.

Placeholders are filled from the data of the error; {value}, {field} and {row} from the row.
"""

from __future__ import annotations

from servanda.domain.wording import N_

# The file or the map as a whole cannot be used.
FILE: dict[str, str] = {
    "column_twice": N_("The column “{column}” stands twice in the header. Give the columns different names."),
    "columns_missing": N_(
        "The file has no column {missing}. It has: {found}. Correct the names in the map, or the "
        "header of the file."
    ),
    "delimiter_unknown": N_(
        "No delimiter (comma, semicolon, tab, bar) cuts this file into columns. Name it in "
        "file.delimiter, or save the file as CSV again."
    ),
    "encoding_unknown": N_(
        "“{encoding}” is no encoding. Write file.encoding as utf-8, utf-16, cp1252, cp1251 or cp1256."
    ),
    "encoding_wrong": N_(
        "The file is not in {encoding}: the byte at position {position} does not fit. Leave "
        "file.encoding out, or correct it."
    ),
    "file_empty": N_("The file is empty."),
    "file_missing": N_("The file cannot be opened: {reason}."),
    "file_too_large": N_(
        "The file has {size} MB; at most {limit} MB are read. Divide it, or have the limit raised."
    ),
    "format_unknown": N_(
        "The ending “{ending}” tells no format. Name file.format in the map: csv, xlsx or jsonl."
    ),
    "json_invalid": N_(
        "The file is no JSON: {reason}. It may be cut off; JSON lines have one object in each line."
    ),
    "map_invalid": N_("The map {map} has {count} mistakes. The first is in {key}: {problem}"),
    "map_missing": N_(
        "“{map}” is no map that can be read: {reason}. Give the path of a TOML file in UTF-8, or one "
        "of: {shipped}."
    ),
    "map_no_toml": N_(
        "The map {map} is no TOML: {reason}. Texts stand in quotes; in regular expressions use single quotes."
    ),
    "not_text": N_("The file is no text. Save it as CSV in UTF-8, as XLSX or as JSON lines."),
    "records_missing": N_("The file has no list “{records}”. Correct file.records in the map."),
    "sheet_missing": N_(
        "The workbook has no sheet “{sheet}”. It has: {found}. Correct file.sheet in the map."
    ),
    "table_empty": N_("The table is empty."),
    "xlsx_bomb": N_(
        "The file unpacks to far more than its size; it is not read. A table of this size should be "
        "sent as CSV."
    ),
    "xlsx_damaged": N_(
        "The file is no whole XLSX: it was cut off or damaged. Save it again and send it once more."
    ),
    "xlsx_dtd": N_("A part of the workbook declares a document type (DTD); such files are not read."),
    "xlsx_embedded": N_("The workbook holds embedded objects or controls. Save the table in a new workbook."),
    "xlsx_external_links": N_(
        "The workbook takes values from other files. Save the table as values (Paste special, Values)"
        " in a new workbook."
    ),
    "xlsx_macros": N_("The workbook holds macros. Save it as XLSX without macros."),
    "xlsx_no_workbook": N_("The file is no XLSX workbook. Save it as XLSX, or as CSV in UTF-8."),
    "xlsx_not_utf8": N_("A part of the workbook is not in UTF-8. Save it again with a current program."),
    "xlsx_part_twice": N_("The file has two parts of one name: it is damaged or made to deceive."),
    "xlsx_protected": N_(
        "The file is an old XLS or protected by a password. Save it as XLSX without a password."
    ),
    "xlsx_range": N_(
        "The sheet reaches to row {rows}, column {columns}: more cells than a register has. Delete "
        "the cells far outside the table."
    ),
    "xlsx_too_many_parts": N_("The file has {parts} parts; a workbook has a few dozen."),
    "xlsx_too_slow": N_(
        "Reading the workbook took longer than {seconds} seconds; it was stopped. Send the table as CSV."
    ),
    "xlsx_unreadable": N_(
        "The workbook could not be read: it is damaged, or needs more memory than is allowed. Save it"
        " again, or send the table as CSV."
    ),
}

# The row is rejected.
ROW: dict[str, str] = {
    "cell_too_long": N_(
        "A cell or line is longer than any text of a register. Look for a quotation mark that is not closed."
    ),
    "date_impossible": N_(
        "There is no day “{value}” (column “{column}”). Correct the cell; if day and month stand the "
        "other way round, correct dates.formats."
    ),
    "date_unreadable": N_(
        "“{value}” in column “{column}” is no date in a form that the map knows ({formats}). Correct "
        "the cell, add its form to dates.formats, or its word to file.nulls."
    ),
    "json_no_object": N_("Each record must be a JSON object with named values."),
    "json_too_deep": N_("The object is nested deeper than {depth} levels."),
    "key_missing": N_(
        "The row has no key: {columns} is empty. Fill it, or choose other columns in key.columns."
    ),
    "key_twice": N_("The key “{value}” stands twice in the object. Keep one of the two."),
    "line_invalid": N_("The line is no JSON object: {reason}. It may be cut off."),
    "quote_open": N_(
        "A quotation mark opened in this row is never closed: the file was cut off, or the mark is too many."
    ),
    "row_malformed": N_(
        "The row cannot be taken apart: {reason}. A quotation mark within a quoted cell must be doubled."
    ),
    "row_ragged": N_(
        "The row has {cells} cells where the header has {columns}. Look for a missing quotation mark "
        "or delimiter, or a cut line."
    ),
    "row_undecodable": N_(
        "The row holds bytes that are no text in the file's encoding. Save the file again in UTF-8; a"
        " cut file ends so too."
    ),
    "title_missing": N_("The row has no title: {columns} is empty. Fill it."),
    "title_no_title": N_(
        "“{value}” in column “{column}” is no title. Look whether the cells of this row are shifted, "
        "or the map has the columns the wrong way round."
    ),
}

# The row is taken all the same.
FOUND: dict[str, str] = {
    "date_imprecise": N_("Only “{value}” is known of the date in column “{column}”."),
    "party_unresolved": N_(
        "“{value}” is not the name of exactly one party; nearest: {candidates}. It is kept by its "
        "name; parties.names in the map can declare it."
    ),
    "status_word_unknown": N_(
        "The map does not know the status “{value}”; it is kept and not compared. Add it to status.classes."
    ),
    "title_language_unknown": N_("The language of the title “{value}” could not be told."),
}

# What is wrong in a map, key by key.
MAP: dict[str, str] = {
    "dates_without_formats": N_(
        'dates names columns but no formats; add for instance formats = ["%d.%m.%Y"].'
    ),
    "format_part_unknown": N_(
        "“%{part}” in “{given}” is no part of a date; use %d %m %B %b %Y %y %H %M %S, or serial."
    ),
    "format_two_digits": N_(
        "“{given}” has a year of two digits: add dates.latest_year, the latest year that it can mean."
    ),
    "format_without_year": N_("“{given}” needs the year (%Y), and each part once."),
    "formats_two_orders": N_(
        "The formats have the day first and the month first: 03/04/1995 would be two days. Keep the "
        "one that the register uses."
    ),
    "key_needed": N_("This key is needed; add it."),
    "key_unknown": N_("There is no such key; the keys here are: {keys}. Did you mean “{near}”?"),
    "language_unknown": N_("“{given}” is no language code; write two letters, as in en, fr, ru, ar, pt."),
    "parent_unmarked": N_("The pattern must mark the cited instrument with (?P<parent>…)."),
    "party_code_unknown": N_(
        "“{given}” is no code of a party; the codes are ISO 3166-1 alpha-2 and those of docs/parties.md."
    ),
    "pattern_wrong": N_("“{given}” is no regular expression: {reason}."),
    "status_without_day": N_(
        "The status words need the day on which they were true: add register.harvested or status.compare_on."
    ),
    "value_wrong": N_("“{given}” cannot stand here: {reason}."),
    "word_unknown": N_("“{given}” is not one of the words that may stand here: {expected}."),
}
