namespace TradingDaemon.Domain.Account;

/// <summary>The intents of an epoch that is over.</summary>
/// <param name="Epoch">Above zero.</param>
/// <param name="NewestIntent">Sequence of the newest one made in it; above zero.</param>
public sealed record EpochIntents(int Epoch, long NewestIntent);
