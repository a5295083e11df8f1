using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>Money and holdings, folded a second time in code of its own. All cash is in dollars or at par with them.</summary>
internal sealed class ShadowAccount
{
    private readonly Dictionary<string, decimal> _cash = new(StringComparer.Ordinal);
    private readonly Dictionary<(StrategyId Strategy, Symbol Symbol), ShadowLots> _lots = [];
    private readonly Dictionary<Symbol, decimal> _net = []; // over all strategies
    private readonly Dictionary<string, decimal> _simulatedCash = new(StringComparer.Ordinal);
    private readonly Dictionary<Symbol, decimal> _simulatedNet = [];
    private readonly SeenNumbers _booked = new();
    private readonly SeenNumbers _simulated = new();
    private DateOnly? _day;

    /// <summary>An empty account.</summary>
    public ShadowAccount()
    {
    }

    private ShadowAccount(ShadowAccount other)
    {
        foreach (var (currency, amount) in other._cash) _cash.Add(currency, amount);
        foreach (var (key, lots) in other._lots) _lots.Add(key, lots.Copy());
        foreach (var (symbol, net) in other._net) _net.Add(symbol, net);
        foreach (var (currency, amount) in other._simulatedCash) _simulatedCash.Add(currency, amount);
        foreach (var (symbol, net) in other._simulatedNet) _simulatedNet.Add(symbol, net);
        (_booked, _simulated, Transfers, Charged, _day, OptionCost) = (other._booked.Copy(), other._simulated.Copy(), other.Transfers, other.Charged, other._day, other.OptionCost);
    }

    /// <summary>Cash by currency.</summary>
    public IReadOnlyDictionary<string, decimal> Cash => _cash;

    /// <summary>Positions ever held.</summary>
    public IReadOnlyDictionary<(StrategyId Strategy, Symbol Symbol), ShadowLots> Lots => _lots;

    /// <summary>Executions booked.</summary>
    public long Booked => _booked.Count;

    /// <summary>Σ of what came and went without a trade.</summary>
    public decimal Transfers { get; private set; }

    /// <summary>What options held when the day began were worth then, and what was paid for others since, fees included.</summary>
    public decimal OptionCost { get; private set; }

    /// <summary>A day begins, or the same once more with what moved; tells what came and went before it.</summary>
    public decimal Begin(Fact.DayOpened opened)
    {
        if (_day != opened.Day) OptionCost = opened.OptionsQuote?.Values.Sum() ?? 0m;
        _day = opened.Day;
        return Transfers;
    }

    /// <summary>Σ of fees that were taken apart from trades; below zero for what was paid.</summary>
    public decimal Charged { get; private set; }

    /// <summary>Signed holding of one strategy.</summary>
    public decimal Net(StrategyId strategy, Symbol symbol) => _lots.TryGetValue((strategy, symbol), out var lots) ? lots.Net : 0m;

    /// <summary>Signed holding of the whole account.</summary>
    public decimal Net(Symbol symbol) => _net.GetValueOrDefault(symbol);

    /// <summary>What a fill's position has realized, fees deducted.</summary>
    public decimal RealizedOf(Fact.FillBooked booked) => _lots.TryGetValue((booked.Strategy, booked.Fill.Symbol), out var lots) ? lots.Realized : 0m;

    /// <summary>What of the cash only the simulation paid or brought.</summary>
    public decimal SimulatedCash(string currency) => _simulatedCash.GetValueOrDefault(currency);

    /// <summary>What of the whole account's holding exists in the simulation alone, signed.</summary>
    public decimal SimulatedNet(Symbol symbol) => _simulatedNet.GetValueOrDefault(symbol);

    /// <summary>Cash came or went.</summary>
    public void Take(Fact.CashMoved moved)
    {
        Pay(moved.Currency, moved.Amount);
        Transfers += moved.Amount;
    }

    /// <summary>Fees of no trade were taken: the account's cost, and no position's.</summary>
    public void Take(Fact.ChargesBooked charged)
    {
        foreach (var (charge, moved) in charged.Charges)
        {
            Pay(charge.Currency, moved);
            Charged += moved;
        }
    }

    /// <summary>A holding came or went without cash.</summary>
    public void Take(Fact.HoldingAdopted adopted)
    {
        Book(StrategyId.External, adopted.Symbol, adopted.SignedBase, adopted.PriceQuote, 0m);
        var instrument = Ground.Catalog.Find(adopted.Symbol)!;
        Transfers += adopted.SignedBase * adopted.PriceQuote * instrument.Multiplier;
        if (instrument.AssetClass == AssetClass.Option) OptionCost += adopted.SignedBase * adopted.PriceQuote * instrument.Multiplier;
    }

    /// <summary>A position changed hands.</summary>
    public void Take(Fact.PositionTransferred moved)
    {
        Book(moved.From, moved.Symbol, -moved.SignedBase, moved.PriceQuote, 0m);
        Book(moved.To, moved.Symbol, moved.SignedBase, moved.PriceQuote, 0m);
    }

    /// <summary>A fill was booked.</summary>
    public void Take(Fact.FillBooked booked)
    {
        var (fill, instrument) = (booked.Fill, Ground.Catalog.Find(booked.Fill.Symbol)!);
        var (isSimulated, signed) = (fill.Venue == FallbackBook.Venue, fill.Quantity.Base * (fill.Side == OrderSide.Buy ? 1m : -1m));
        Invariant.Holds("Every fill is booked once.", (isSimulated ? _simulated : _booked).See(fill.ExecutionSequence), "a new execution", $"execution {fill.ExecutionSequence} of {fill.Venue} again");
        if (isSimulated)
        {
            _simulatedCash[instrument.Quote.Code] = SimulatedCash(instrument.Quote.Code) - (signed * fill.Price.QuotePerBase * instrument.Multiplier);
            _simulatedNet[fill.Symbol] = SimulatedNet(fill.Symbol) + signed;
        }

        if (instrument.AssetClass == AssetClass.Option) OptionCost += (signed * fill.Price.QuotePerBase * instrument.Multiplier) + fill.Fee.Amount;
        Book(booked.Strategy, fill.Symbol, signed, fill.Price.QuotePerBase, fill.Fee.Amount);
        Pay(instrument.Quote.Code, -signed * fill.Price.QuotePerBase * instrument.Multiplier);
        Pay(fill.Fee.Currency.Code, -fill.Fee.Amount);
    }

    /// <summary>Cash and what holdings would fetch; null when one of them has no price.</summary>
    public decimal? Equity(IReadOnlyList<Quote?> marks)
    {
        var total = 0m;
        foreach (var amount in _cash.Values) total += amount;
        foreach (var instrument in Ground.Catalog.All)
        {
            if (Net(instrument.Symbol) is not (not 0m and var net)) continue;
            if (Exit(marks, instrument, net) is not { } price) return null;
            total += net * instrument.Multiplier * price;
        }

        return total;
    }

    /// <summary>Transfers, and what every position realized and would realize: equity, by the other way; null when a holding has no price.</summary>
    public decimal? TransfersAndProfit(IReadOnlyList<Quote?> marks)
    {
        var total = Transfers + Charged;
        foreach (var (key, lots) in _lots)
        {
            total += lots.Realized;
            if (lots.Net == 0m) continue;
            var instrument = Ground.Catalog.Find(key.Symbol)!;
            if (Net(key.Symbol) is var net && Exit(marks, instrument, net) is not { } price) return null;
            total += lots.Unrealized(price);
        }

        return total;
    }

    /// <summary>The same once more.</summary>
    public ShadowAccount Copy() => new(this);

    private static decimal? Exit(IReadOnlyList<Quote?> marks, Instrument instrument, decimal net) =>
        marks[instrument.Id.Index] is { } mark ? (net > 0m ? mark.Bid : mark.Ask).QuotePerBase : null;

    private void Book(StrategyId strategy, Symbol symbol, decimal signed, decimal price, decimal fee)
    {
        if (!_lots.TryGetValue((strategy, symbol), out var lots)) _lots.Add((strategy, symbol), lots = new ShadowLots(Ground.Catalog.Find(symbol)!.Multiplier));
        lots.Book(signed, price, fee);
        _net[symbol] = _net.GetValueOrDefault(symbol) + signed;
    }

    private void Pay(string currency, decimal amount) => _cash[currency] = _cash.GetValueOrDefault(currency) + amount;
}
