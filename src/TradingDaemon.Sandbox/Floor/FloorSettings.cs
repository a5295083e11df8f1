using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Sandbox.Market;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>What the floor is opened with.</summary>
internal sealed record FloorSettings
{
    public required IReadOnlyList<AccountOptions> Accounts { get; init; }

    public required IReadOnlyList<SandboxInstrument> Instruments { get; init; }

    /// <summary>Null: memory only.</summary>
    public string? LedgerPath { get; init; }

    public bool Fsync { get; init; }

    /// <summary>With the ledger in a directory, which is made; or in memory only.</summary>
    public static FloorSettings Of(string? directory, bool fsync, IReadOnlyList<SandboxInstrument> instruments, IEnumerable<AccountOptions> accounts)
    {
        if (directory is not null) Directory.CreateDirectory(directory);
        return new FloorSettings { LedgerPath = directory is null ? null : Path.Combine(directory, "ledger.jsonl"), Fsync = fsync, Instruments = instruments, Accounts = [.. accounts] };
    }
}
