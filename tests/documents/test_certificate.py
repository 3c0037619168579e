"""The certificate as a page: one side of A4 whatever the names, the same bytes for the same facts."""

import json
import struct
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from messages.documents.certificate import certificate_page
from storage.certificates import Certificate
from tests.messages.cases.certificate import FOUND as SAID

SIGNED_AT = datetime(2027, 3, 5, 7, 5, 33, tzinfo=UTC)
LINK = "https://giaouoc.songlam.example.vn/v/7K3QF-9ZD2M-XW4TB-HN6PA"
FOUND = replace(
    SAID,
    superior="Ủy ban nhân dân tỉnh Sông Lam",
    unit_name="Sở Tài chính",
    text_hash="fedcba9876543210" * 4,
    signed_at=SIGNED_AT,
    frozen_at=datetime(2027, 3, 1, 2, 0, tzinfo=UTC),
)
LONG = "Ban Quản lý các khu kinh tế, khu công nghiệp và cụm công nghiệp thuộc địa bàn " * 3


def test_it_says_who_signed_what_when_and_how_to_verify_it() -> None:
    said = json.dumps(certificate_page(FOUND, LINK).facts, ensure_ascii=False)

    for fact in (
        "Lý Thanh Tùng",
        "Ký thay thủ trưởng (KT.)",
        "Sông Lam, ngày 05 tháng 3 năm 2027",
        "14 giờ 05 phút 33 giây, ngày 05/03/2027",
        "Bản 1, chốt lúc 09:00 ngày 01/03/2027",
        "fedcba98 76543210 fedcba98 76543210\\nfedcba98",
        "Dòng thứ 1.482 của nhật ký",
        "7K3QF-9ZD2M-XW4TB-HN6PA",
        "mở https://giaouoc.songlam.example.vn/v rồi nhập mã",
        "Văn bản chính thức là bản giấy có chữ ký",
    ):
        assert fact in said
    assert "phụ lục" not in said
    addendum = certificate_page(replace(FOUND, addendum_of=3), LINK)
    assert "Về việc ký phụ lục giao ước thi đua năm 2027" in str(addendum.facts)


@pytest.mark.parametrize(
    "found",
    [
        FOUND,
        replace(FOUND, unit_name=LONG[:200], position_title=LONG[:100]),
        replace(FOUND, full_name='#import "x": * $ \\ [', unit_name="A & <b> *đ* _x_ @y"),
    ],
)
def test_it_fits_one_page_of_a4_and_is_the_same_each_time(found: Certificate) -> None:
    page = certificate_page(found, LINK)

    began = time.perf_counter()
    made = page.pdf()
    took = time.perf_counter() - began

    assert made.startswith(b"%PDF")
    assert made == certificate_page(replace(found), LINK).pdf()
    assert took < 1
    pictures = page.pictures(36)
    assert len(pictures) == 1
    assert struct.unpack(">II", pictures[0][16:24]) == (298, 421)


def test_another_fact_or_address_is_another_content() -> None:
    known = certificate_page(FOUND, LINK).content_hash

    assert certificate_page(replace(FOUND), LINK).content_hash == known
    assert certificate_page(replace(FOUND, position_title="Giám đốc"), LINK).content_hash != known
    assert certificate_page(FOUND, LINK.replace("songlam", "khac")).content_hash != known
