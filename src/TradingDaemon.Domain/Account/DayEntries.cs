using System.Collections.Immutable;

namespace TradingDaemon.Domain.Account;

/// <summary>Entries of one trading day.</summary>
/// <param name="Count">How many were decided.</param>
/// <param name="SpentQuote">What they are worth that were filled or may still be, by currency code.</param>
public sealed record DayEntries(int Count, ImmutableSortedDictionary<string, decimal> SpentQuote);
