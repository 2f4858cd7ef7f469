"""The batches of a partition as they lie on a broker's disk, to be damaged there.

Source: the message format in Apache Kafka's documentation (record batch, magic 2).
"""

import struct
from pathlib import Path
from typing import Callable, List

# baseOffset, batchLength, partitionLeaderEpoch, magic, crc, attributes
HEADER = struct.Struct(">qiibIh")
CRC_AT, CHECKED_FROM = 17, 21
BATCH_OVERHEAD = 12  # What batchLength does not count.


def _crc32c_table() -> List[int]:
    table = []
    for number in range(256):
        for _ in range(8):
            number = (number >> 1) ^ (0x82F63B78 if number & 1 else 0)
        table.append(number)
    return table


TABLE = _crc32c_table()


def crc32c(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc = (crc >> 8) ^ TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


class PartitionLog:
    """The first segment of a partition. A broker hands out its bytes as they are."""

    def __init__(self, broker_folder: Path, topic: str, partition: int):
        self._file = broker_folder / "data" / f"{topic}-{partition}" / f"{0:020}.log"

    def change(self, number: int, damage: Callable[[bytearray], None], with_checksum: bool) -> None:
        """Lets `damage` change one batch in its place; `with_checksum`: so that its checksum is right."""
        content = bytearray(self._file.read_bytes())
        at = 0
        for _ in range(number):
            at += self._size(content, at)
        batch = content[at:at + self._size(content, at)]
        size = len(batch)
        damage(batch)
        assert len(batch) == size and batch != content[at:at + size]
        if with_checksum:
            struct.pack_into(">I", batch, CRC_AT, crc32c(bytes(batch[CHECKED_FROM:])))
        with self._file.open("r+b") as file:
            file.seek(at)
            file.write(batch)

    @staticmethod
    def _size(content: bytearray, at: int) -> int:
        _, length, _, magic, _, _ = HEADER.unpack_from(content, at)
        assert magic == 2
        return length + BATCH_OVERHEAD


def flip_a_byte(batch: bytearray) -> None:
    batch[-20] ^= 0x55


def garble_the_records(batch: bytearray) -> None:
    """Everything behind the header of the batch and that of its compression."""
    for at in range(61 + 8, len(batch)):
        batch[at] ^= 0xA5


def name_an_unknown_codec(batch: bytearray) -> None:
    attributes, = struct.unpack_from(">h", batch, CHECKED_FROM)
    struct.pack_into(">h", batch, CHECKED_FROM, attributes & ~7 | 6)


def promise_more_records(batch: bytearray) -> None:
    """The count of records, and the offset of the last, are higher than what is there."""
    struct.pack_into(">i", batch, 57, 5)
