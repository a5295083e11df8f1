using System.Globalization;

namespace TradingDaemon.Storage.Sqlite;

/// <summary>
/// Tells a write-ahead log that decayed from one whose end was torn off. SQLite cuts both at the first frame that does not
/// fit, which is right for a commit that was under way, and loses acknowledged ones when an old frame went bad. So the log
/// is looked at before SQLite is.
/// </summary>
internal static class LogDecay
{
    /// <summary>Throws <see cref="InvalidDataException"/> saying where when acknowledged commits would be lost; changes nothing.</summary>
    /// <param name="path">Of the log, for the words.</param>
    /// <param name="bytes">All of it; empty when there is none.</param>
    public static void Check(string path, ReadOnlySpan<byte> bytes)
    {
        if (FirstBad(bytes) is { } offset)
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"The write-ahead log {path} has decayed at byte {offset}: commits that were acknowledged cannot be read any more. Nothing was changed. Check the disk, and restore the database with its log from a copy; to go on without those commits, move the log away, and compare orders and fills with the venues before trading."));
    }

    // A torn end has no whole transaction with more behind it, and lacks more than a bit.
    private static long? FirstBad(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < LogFrames.HeaderBytes) return null;
        var log = new LogFrames(bytes);
        if (!log.HasWholeHeader) return IsHeaderOneBitAway(bytes) ? 0 : null;
        var (frame, sum) = (0, log.Beginning);
        while (frame < log.Count && log.IsOfThisLife(frame) && log.SumOf(frame, sum) is var next && next == log.StoredSum(frame)) (frame, sum) = (frame + 1, next);
        if (frame == log.Count) return null;
        return log.HasLostOneBit(frame, sum) || HasCommitWithMoreBehind(log, frame) ? log.OffsetOf(frame) : null;
    }

    // The next transaction is begun only after the one before was acknowledged; its first frame goes on from that one's last.
    private static bool HasCommitWithMoreBehind(LogFrames log, int from)
    {
        for (var frame = from; frame + 1 < log.Count; frame++)
            if (log.IsOfThisLife(frame) && log.IsOfThisLife(frame + 1) && log.IsCommit(frame) && log.SumOf(frame + 1, log.StoredSum(frame)) == log.StoredSum(frame + 1))
                return true;
        return false;
    }

    private static bool IsHeaderOneBitAway(ReadOnlySpan<byte> bytes)
    {
        Span<byte> header = stackalloc byte[LogFrames.HeaderBytes];
        bytes[..LogFrames.HeaderBytes].CopyTo(header);
        for (var bit = 0; bit < LogFrames.HeaderBytes * 8; bit++)
        {
            header[bit / 8] ^= (byte)(1 << (bit % 8));
            if (new LogFrames(header).HasWholeHeader) return true;
            header[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        return false;
    }
}
