using System.Buffers.Binary;
using System.Numerics;

namespace TradingDaemon.Storage.Sqlite;

/// <summary>A write-ahead log as SQLite lays it out: a header, then frames, each a page with a checksum that goes on from the frame before.</summary>
/// <param name="bytes">The whole file.</param>
internal readonly ref struct LogFrames(ReadOnlySpan<byte> bytes)
{
    /// <summary>Bytes of the log's header.</summary>
    public const int HeaderBytes = 32;

    private const int FrameHeaderBytes = 24;
    private const int CommitMarkWord = 1; // of the words summed: page number, then the commit mark
    private const uint Magic = 0x377f0682; // and 1 more where checksums are of big-endian words
    private const int PageBytesMin = 512;
    private const int PageBytesMax = 65_536;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes of one page.</summary>
    public int PageBytes => (int)Number(_bytes, 8);

    /// <summary>Whole frames in the file, those of its earlier life included.</summary>
    public int Count => (_bytes.Length - HeaderBytes) / FrameBytes;

    /// <summary>The checksum the first frame goes on from.</summary>
    public LogSum Beginning => StoredSum(_bytes[24..]);

    private int FrameBytes => FrameHeaderBytes + PageBytes;

    private bool IsBigEndian => (Number(_bytes, 0) & 1) != 0;

    /// <summary>Whether the header is whole: its checksum fits, and what it says can be.</summary>
    public bool HasWholeHeader =>
        (Number(_bytes, 0) & ~1u) == Magic && PageBytes is >= PageBytesMin and <= PageBytesMax && BitOperations.IsPow2(PageBytes)
        && LogSum.Nothing.Add(_bytes[..24], IsBigEndian) == Beginning;

    /// <summary>Where a frame begins in the file.</summary>
    public long OffsetOf(int frame) => HeaderBytes + ((long)frame * FrameBytes);

    /// <summary>Whether a frame ends a transaction.</summary>
    public bool IsCommit(int frame) => Number(Frame(frame), 4) != 0;

    /// <summary>Whether a frame is of the log's present life.</summary>
    public bool IsOfThisLife(int frame) => SaltDistance(frame) == 0;

    /// <summary>Bits in which a frame's salt differs from the header's.</summary>
    public int SaltDistance(int frame) => BitOperations.PopCount(
        BinaryPrimitives.ReadUInt64BigEndian(Frame(frame)[8..]) ^ BinaryPrimitives.ReadUInt64BigEndian(_bytes[16..]));

    /// <summary>The checksum written in a frame.</summary>
    public LogSum StoredSum(int frame) => StoredSum(Frame(frame)[16..]);

    /// <summary>The checksum a frame ought to have when it follows one with that checksum.</summary>
    public LogSum SumOf(int frame, LogSum before) =>
        before.Add(Frame(frame)[..8], IsBigEndian).Add(Frame(frame)[FrameHeaderBytes..], IsBigEndian);

    /// <summary>
    /// Whether a frame that does not follow one with that checksum lost a single bit, in a transaction of which everything
    /// else is there. Where the rest is not there either, the transaction was under way: an old page may well be one bit
    /// away from the one that was to replace it.
    /// </summary>
    public bool HasLostOneBit(int frame, LogSum before)
    {
        var (sum, stored) = (SumOf(frame, before), StoredSum(frame));
        var salts = SaltDistance(frame);
        var word = salts == 0 && sum != stored ? sum.WordOneBitFrom(stored, (8 + PageBytes) / sizeof(uint)) : null;
        var isOneBit = (salts == 1 && sum == stored) || (salts == 0 && (word is not null || sum.Distance(stored) == 1));
        return isOneBit && (IsCommit(frame) || word == CommitMarkWord || ReachesCommit(frame + 1, stored) || ReachesCommit(frame + 1, sum));
    }

    private bool ReachesCommit(int frame, LogSum sum)
    {
        for (; frame < Count && IsOfThisLife(frame) && SumOf(frame, sum) == StoredSum(frame); sum = StoredSum(frame++))
            if (IsCommit(frame)) return true;
        return false;
    }

    private ReadOnlySpan<byte> Frame(int frame) => _bytes.Slice((int)OffsetOf(frame), FrameBytes);

    private static LogSum StoredSum(ReadOnlySpan<byte> bytes) => new(Number(bytes, 0), Number(bytes, 4));

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
