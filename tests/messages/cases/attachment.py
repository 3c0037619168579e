from messages import attachment
from storage.files import FileName
from tests.messages.cases.case import Cases
from tests.messages.notices import FILES, draft

FIVE = tuple(FileName(number, f"Phụ lục {number}.pdf") for number in range(1, 6))

CASES: Cases = {
    "listed.none": lambda: attachment.listed(draft(subject="")),
    "listed": lambda: attachment.listed(draft(files=FILES)),
    "listed.full": lambda: attachment.listed(draft(files=FIVE)),
}
