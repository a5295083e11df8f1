using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Replay;

/// <summary>What a replay trades: the instruments, the account's beginning and the ticks.</summary>
/// <param name="Catalog">Every instrument the ticks name.</param>
/// <param name="Currency">The account currency.</param>
/// <param name="StartingCash">What the account begins with, by currency code.</param>
/// <param name="FirstAt">When it begins: at or before the first tick.</param>
/// <param name="Ticks">The market itself.</param>
internal sealed record ReplayMarket(InstrumentCatalog Catalog, Currency Currency, IReadOnlyDictionary<string, decimal> StartingCash, DateTimeOffset FirstAt, ITickSource Ticks);
