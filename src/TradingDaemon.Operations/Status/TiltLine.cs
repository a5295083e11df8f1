namespace TradingDaemon.Operations.Status;

/// <summary>A strategy whose behaviour is watched, as shown to operators while anything is held against it.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="Level">The level whose measure stands, 0 to 3.</param>
/// <param name="Score">0 to 100, as of the newest measure.</param>
/// <param name="Anomalies">What counts now.</param>
/// <param name="SizeFactor">Which part of its size an entry has, above 0 up to 1.</param>
/// <param name="LockedUntil">Until when it enters nothing (UTC); null when nothing keeps its entries out.</param>
/// <param name="Reason">Why the newest measure was taken; empty without one.</param>
public sealed record TiltLine(string Strategy, int Level, int Score, int Anomalies, decimal SizeFactor, DateTimeOffset? LockedUntil, string Reason)
{
    /// <summary>Stage of recovery, 1 to 3; 0 without one.</summary>
    public int Stage { get; init; }

    /// <summary>Words of the journal entry the stage waits for; zero where it waits for none.</summary>
    public int JournalWordsMissing { get; init; }

    /// <summary>What has to be earned back yet, as a fraction of what a trade is worth; zero or more.</summary>
    public decimal DebtFraction { get; init; }
}
