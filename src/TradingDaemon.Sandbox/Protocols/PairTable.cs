using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Protocols;

/// <summary>The markets of a venue that has pairs alone: those with a base and a quote. Others the exchange has are not told of.</summary>
/// <typeparam name="TPair">A market in the venue's spellings.</typeparam>
internal sealed class PairTable<TPair> where TPair : class
{
    private readonly Dictionary<string, TPair> _bySpelling = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TPair Pair, string Base)> _bySymbol = new(StringComparer.Ordinal);

    /// <summary>Spells the exchange's instruments.</summary>
    /// <param name="exchange">Whose.</param>
    /// <param name="spell">Makes a market of an instrument's number and rules.</param>
    /// <param name="spellings">The names clients have for it.</param>
    public PairTable(ExchangeParts exchange, Func<int, ExchangeInstrument, TPair> spell, Func<TPair, IEnumerable<string>> spellings)
    {
        var instruments = exchange.Floor.Enter(true, static (floor, _, _) => floor.Exchange.Instruments);
        var all = new List<TPair>();
        for (var index = 0; index < instruments.Count; index++)
        {
            if (instruments[index] is not { Base: var asset } rules || rules.Symbol != $"{asset}/{rules.Quote}") continue;
            var pair = spell(index, rules);
            all.Add(pair);
            _bySymbol[rules.Symbol] = (pair, asset);
            foreach (var spelling in spellings(pair)) _bySpelling[spelling] = pair;
        }

        All = all;
    }

    /// <summary>All of them, in the exchange's order.</summary>
    public IReadOnlyList<TPair> All { get; }

    /// <summary>By a name clients have for it; null when there is none.</summary>
    public TPair? Find(string? spelling) => spelling is null ? null : _bySpelling.GetValueOrDefault(spelling);

    /// <summary>By the canonical symbol; null when there is none.</summary>
    public TPair? OfSymbol(string? symbol) => symbol is null ? null : _bySymbol.GetValueOrDefault(symbol).Pair;

    /// <summary>The asset a market is of; null when there is no such market.</summary>
    public string? BaseOf(string symbol) => _bySymbol.GetValueOrDefault(symbol).Base;
}
