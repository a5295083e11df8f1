namespace TradingDaemon.Exchange.Orders;

/// <summary>The instruments of an exchange, by their place in the list and by name.</summary>
public sealed class InstrumentList
{
    private readonly ExchangeInstrument[] _byIndex;
    private readonly Dictionary<string, int> _bySymbol = new(StringComparer.Ordinal);

    /// <summary>Checks and indexes; throws <see cref="ArgumentException"/> on a symbol that comes twice or a rule that is not positive.</summary>
    public InstrumentList(IEnumerable<ExchangeInstrument> instruments)
    {
        _byIndex = [.. instruments];
        for (var i = 0; i < _byIndex.Length; i++)
        {
            var it = _byIndex[i];
            if (it.TickSize <= 0m || it.LotSize <= 0m || it.Multiplier <= 0m || it.MinNotional < 0m)
                throw new ArgumentException($"{it.Symbol}: tick, lot and multiplier are above zero, the minimum notional not below.", nameof(instruments));
            if (!_bySymbol.TryAdd(it.Symbol, i)) throw new ArgumentException($"{it.Symbol} comes twice.", nameof(instruments));
        }
    }

    /// <summary>How many.</summary>
    public int Count => _byIndex.Length;

    /// <summary>The instrument at a place, 0 to count − 1.</summary>
    public ExchangeInstrument this[int index] => _byIndex[index];

    /// <summary>The place of a symbol, or −1 when it is not traded here.</summary>
    public int IndexOf(string symbol) => _bySymbol.GetValueOrDefault(symbol, -1);
}
