namespace TradingDaemon.Exchange.Accounts;

/// <summary>What an account owns at one moment, and how far its history then went.</summary>
/// <param name="Cash">Total by asset, reserved included.</param>
/// <param name="FreeCash">By asset, less what open buys and short positions lock.</param>
/// <param name="Holdings">Signed, by symbol; zero ones left out.</param>
/// <param name="ExecutionSequence">Newest execution counted in.</param>
/// <param name="MovementSequence">Newest movement counted in.</param>
public sealed record AccountBalances(
    IReadOnlyDictionary<string, decimal> Cash, IReadOnlyDictionary<string, decimal> FreeCash, IReadOnlyDictionary<string, decimal> Holdings,
    long ExecutionSequence, long MovementSequence);
