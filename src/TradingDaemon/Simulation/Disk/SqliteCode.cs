namespace TradingDaemon.Simulation.Disk;

/// <summary>SQLite's result codes a file system answers with.</summary>
internal static class SqliteCode
{
    public const int Ok = 0;
    public const int Busy = 5;
    public const int NotFound = 12;
    public const int CannotOpen = 14;
    public const int ReadFailed = Failed | (1 << 8);
    public const int ShortRead = Failed | (2 << 8);
    public const int WriteFailed = Failed | (3 << 8);
    public const int SyncFailed = Failed | (4 << 8);
    public const int TruncateFailed = Failed | (6 << 8);
    public const int SizeFailed = Failed | (7 << 8);
    public const int DeleteFailed = Failed | (10 << 8);
    public const int AccessFailed = Failed | (13 << 8);
    public const int LockFailed = Failed | (15 << 8);
    public const int MapFailed = Failed | (21 << 8);
    public const int DeleteAbsent = Failed | (23 << 8);
    private const int Failed = 10;
    private const int Full = 13;

    /// <summary>A refusal as SQLite's own file system would tell it: a full disk has a code of its own, but not where a file is flushed or removed.</summary>
    public static int Of(DiskRefusedException refused, int failed) =>
        refused.Why == DiskRefusal.Full && failed is WriteFailed or TruncateFailed ? Full : failed;
}
