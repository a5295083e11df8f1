using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>
/// What an auditor with paper and pencil knows: the fills, the orders still out, the quotes. From these alone, each time from scratch, it works out every
/// figure the limits are about. Shares no code with the gate.
/// </summary>
internal sealed class PaperBooks(InstrumentCatalog catalog, IReadOnlyDictionary<string, decimal> opening, decimal usdPerEur, bool isSmart)
{
    private readonly List<(OrderIntent Intent, decimal Quantity, decimal Price, decimal Fee)> _fills = [];
    private readonly Dictionary<ClientOrderId, (OrderIntent Intent, decimal Filled)> _out = [];
    private readonly List<OrderIntent> _sent = []; // entries of the day
    private (decimal Peak, decimal Trough, decimal Index) _seen;
    private readonly Dictionary<Symbol, (decimal Bid, decimal Ask)> _quotes = [];
    private readonly PaperGuards _guards = new(catalog);

    public PaperPower Power { get; } = new(catalog);

    public IEnumerable<(OrderIntent Intent, decimal Remaining)> Out => _out.Values.Select(static order => (order.Intent, order.Intent.Terms.Quantity.Base - order.Filled));

    public void Quote(int instrument, decimal bid, decimal ask) => _quotes[catalog.All[instrument].Symbol] = (bid, ask);
    public (decimal Bid, decimal Ask) Market(Symbol symbol) => _quotes[symbol];

    /// <summary>Delta of every option.</summary>
    public decimal Delta { get; init; }

    public PaperNeeds Needs { get; } = new();

    public void Sent(OrderIntent intent)
    {
        _out.Add(intent.ClientOrderId, (intent, 0m));
        if (!intent.IsReduceOnly) _sent.Add(intent);
    }

    /// <summary>A wish that was noted as sent to be judged, and was not sent.</summary>
    public void Withdrawn(OrderIntent intent)
    {
        _out.Remove(intent.ClientOrderId);
        _sent.Remove(intent);
    }

    /// <summary>Equity is looked at, and the volatility index.</summary>
    public void Observe(decimal index)
    {
        var equity = Equity();
        _seen = (Math.Max(_seen.Peak, equity), equity >= _seen.Peak ? equity : Math.Min(_seen.Trough, equity), index);
        _guards.See(_quotes);
    }

    public void Ended(OrderIntent intent) => _out.Remove(intent.ClientOrderId);

    public void Filled(OrderIntent intent, decimal quantity, decimal price, decimal fee)
    {
        _guards.Filled(intent, Instrument(intent.Symbol), Held(intent.Symbol, intent), quantity, price);
        _fills.Add((intent, quantity, price, fee));
        Power.Filled(intent, quantity, price);
        _out[intent.ClientOrderId] = (intent, _out[intent.ClientOrderId].Filled + quantity);
        if (_out[intent.ClientOrderId].Filled == intent.Terms.Quantity.Base) Ended(intent);
    }

    /// <summary>USD of everything: cash, and holdings at the side one would have to take.</summary>
    public decimal Equity() => (Cash("USD") + Cash("USDT") + (Cash("EUR") * usdPerEur)) + _quotes.Keys.Sum(symbol => Worth(symbol, Held(symbol, null)));

    public decimal Cash(string currency) => opening.GetValueOrDefault(currency) - _fills.Where(fill => Instrument(fill.Intent.Symbol).Quote.Code == currency)
        .Sum(fill => (Signed(fill.Intent, fill.Quantity) * fill.Price * Instrument(fill.Intent.Symbol).Multiplier) + fill.Fee);

    /// <summary>Every limit this entry breaks, even if all that is out fills at its price; empty when none.</summary>
    /// <param name="entry">The entry, noted as sent.</param>
    /// <param name="spec">Its strategy.</param>
    /// <param name="limits">The account's limits.</param>
    /// <param name="dayOpen">Equity when the day began.</param>
    /// <param name="slack">How far beyond a limit a figure must be: above zero where none may be broken, below it where one is said to be, for sums that are rounded otherwise.</param>
    public IEnumerable<PaperBreach> Breaches(OrderIntent entry, StrategySpec spec, RiskLimits limits, decimal dayOpen, decimal slack = 1e-9m)
    {
        foreach (var breach in SharesBroken(entry, limits, slack).Concat(DayBroken(entry, spec, limits, dayOpen, slack)).Concat(PriceBroken(entry, limits)).Concat(OptionsBroken(entry, limits, dayOpen, slack)).Concat(RiskBroken(entry, limits, slack)).Concat(Needs.Broken(entry, spec, Equity(), slack))) yield return breach;
        var (equity, price, instrument) = (Equity(), PriceOf(entry), Instrument(entry.Symbol));
        var value = price * instrument.Multiplier * Rate(instrument);
        if (entry.Terms.Quantity.Base * value > limits.OrderNotionalMaxAccount + slack) yield return new(RiskRule.OrderNotionalMax, "order notional");
        if ((dayOpen - equity) / dayOpen >= limits.DailyLossMaxFraction + slack) yield return new(RiskRule.DailyLossMax, "share lost");
        if (_out.Count > limits.OrdersInFlightMax) yield return new(RiskRule.OrdersInFlightMax, $"{_out.Count} out");
        if (IsOneTooMany(entry, limits.PositionsMax, null)) yield return new(RiskRule.PositionsMax, "one too many");
        if (IsOneTooMany(entry, spec.PositionsMax, entry)) yield return new(RiskRule.StrategyPositionsMax, $"one too many of {entry.Strategy}");
        if (Outcomes(entry, isOfPair: true).Max(static after => Math.Abs(after)) is var most && most > instrument.PositionMaxBase) yield return new(RiskRule.PositionQuantityMax, $"{most} of {entry.Symbol}");
        var position = _quotes.Keys.Where(symbol => PairOf(symbol) == PairOf(entry.Symbol)).Sum(symbol => AtWorst(symbol, entry));
        if (position > limits.PositionNotionalMaxAccount + slack) yield return new(RiskRule.PositionNotionalMax, $"{position} of {entry.Symbol}");
        if (position > (limits.PositionMaxFraction * equity) + slack) yield return new(RiskRule.PositionMax, $"{position} of {entry.Symbol}");

        var others = OthersOf(entry);
        foreach (var after in OutcomesOfMine(entry))
            if (others + (Math.Abs(after) * value) > (Math.Min(limits.StrategyExposureMaxFraction, spec.ExposureMaxFraction) * equity) + slack) yield return new(RiskRule.StrategyExposureMax, $"{others} + {after} × {value}");
        if ((entry.Side == OrderSide.Buy && Cash(instrument.Quote.Code) - SpokenFor(instrument) - Owed(instrument) < -slack) || Power.IsExceeded(entry, Out, PriceOf, slack)) yield return new(RiskRule.BuyingPower, "cash");
    }

    /// <summary>Whether the volatility index is above its limit.</summary>
    public bool IsIndexHigh(RiskLimits limits) => limits.VolatilityIndexSymbol is not null && _seen.Index > limits.VolatilityIndexMax;

    /// <summary>How far equity is below its peak while it is at its lowest since; zero while it is not.</summary>
    public decimal FallAtLowest() => Equity() is var equity && equity <= _seen.Trough && _seen.Peak > 0m ? (_seen.Peak - equity) / _seen.Peak : 0m;

    /// <summary>Whether the same thing is entered under another name while this order is under way.</summary>
    public bool IsUnderWayElsewhere(OrderIntent entry) => Out.Any(order => order.Intent.Strategy == entry.Strategy && order.Intent.Symbol != entry.Symbol && Instrument(order.Intent.Symbol).Base == Instrument(entry.Symbol).Base && !order.Intent.IsReduceOnly);

    /// <summary>Whether an exit would do more than close what its strategy holds; judged after it was noted as sent.</summary>
    public bool IsMoreThanHeld(OrderIntent exit) => OnSide(exit) > 0m;

    /// <summary>What the order's strategy holds on its side with everything there filled, itself too.</summary>
    public decimal OnSide(OrderIntent intent) => Signed(intent, Held(intent.Symbol, intent)) + Out.Where(order => order.Intent.Strategy == intent.Strategy && order.Intent.Symbol == intent.Symbol && order.Intent.Side == intent.Side).Sum(static order => order.Remaining);

    // Shares of equity of groups of instruments, each worked out instrument by instrument at its worst.
    private IEnumerable<PaperBreach> SharesBroken(OrderIntent entry, RiskLimits limits, decimal slack)
    {
        var (equity, own) = (Equity(), Instrument(entry.Symbol));
        decimal Group(Func<Instrument, bool> belongs) => _quotes.Keys.Where(symbol => belongs(Instrument(symbol))).Sum(symbol => AtWorst(symbol, entry));
        var gross = Group(static _ => true);
        if (gross > (limits.GrossExposureMaxFraction * equity) + slack) yield return new(RiskRule.GrossExposureMax, $"{gross}");
        if (gross > (limits.LeverageMax * equity) + slack) yield return new(RiskRule.LeverageMax, $"{gross} of {equity}");
        var concentrated = Group(other => UnderlyingOf(other) == UnderlyingOf(own));
        if (concentrated > ((limits.ConcentrationMaxFraction ?? limits.PositionMaxFraction) * equity) + slack) yield return new(RiskRule.ConcentrationMax, $"{concentrated}");
        var correlated = Group(other => UnderlyingOf(other) == UnderlyingOf(own) || (other.Sector is { } sector && sector == own.Sector));
        if (correlated > (limits.CorrelatedExposureMaxFraction * equity) + slack) yield return new(RiskRule.CorrelatedExposureMax, $"{correlated}");
        var direction = entry.Side == OrderSide.Buy ? 1m : -1m;
        var ownValue = PriceOf(entry) * own.Multiplier * Rate(own);
        var net = _quotes.Keys.Where(symbol => symbol != entry.Symbol).Sum(symbol => Worth(symbol, Held(symbol, null))) + (Held(entry.Symbol, null) * ownValue);
        var coming = Out.Where(order => order.Intent.Side == entry.Side && (!order.Intent.IsReduceOnly || order.Intent.Symbol == entry.Symbol))
            .Sum(order => order.Remaining * (order.Intent.Symbol == entry.Symbol ? ownValue : ValueOfOne(order.Intent)));
        if ((net * direction) + coming > (limits.NetExposureMaxFraction * equity) + slack) yield return new(RiskRule.NetExposureMax, $"{net} and {coming} coming");
    }

    private IEnumerable<PaperBreach> DayBroken(OrderIntent entry, StrategySpec spec, RiskLimits limits, decimal dayOpen, decimal slack)
    {
        var equity = Equity();
        if (dayOpen - equity >= limits.DailyLossMaxAccount + slack) yield return new(RiskRule.DailyLossMax, $"{dayOpen - equity} lost");
        if ((_seen.Peak - equity) / _seen.Peak >= limits.DrawdownMaxFraction + (slack > 0m ? 0.0006m : slack)) yield return new(RiskRule.DrawdownMax, $"from {_seen.Peak}"); // the gate knows the peak to within 0.05 %, and never too high
        var mine = _sent.Where(intent => intent.Strategy == entry.Strategy).ToList();
        if (Entries(_sent, entry) > limits.DailyEntriesMax) yield return new(RiskRule.DailyTradesMax, $"{Entries(_sent, entry)} entries");
        if (Entries(mine, entry) > spec.DailyEntriesMax) yield return new(RiskRule.StrategyTradesMax, $"{Entries(mine, entry)} entries of {entry.Strategy}");
        if (_sent.Sum(Spent) > (limits.DailyCapitalMaxFraction * dayOpen) + slack) yield return new(RiskRule.AccountBudget, $"{_sent.Sum(Spent)} spent");
        if (mine.Sum(Spent) > (spec.DailyCapitalMaxFraction * dayOpen) + slack) yield return new(RiskRule.StrategyBudget, $"{mine.Sum(Spent)} spent by {entry.Strategy}");
    }

    private IEnumerable<PaperBreach> PriceBroken(OrderIntent entry, RiskLimits limits)
    {
        var (bid, ask) = _quotes[entry.Symbol];
        var price = (entry.Terms as OrderTerms.Limit)?.Price.QuotePerBase;
        if (entry.Side == OrderSide.Buy ? price > ask * (1m + limits.PriceCollarFraction) : price < bid * (1m - limits.PriceCollarFraction)) yield return new(RiskRule.PriceCollar, $"{price} at {bid}/{ask}");
        foreach (var (other, _) in Out)
        {
            if (!AreOne(other.Symbol, entry.Symbol) || other.Side == entry.Side || other.Terms is not OrderTerms.Limit { TimeInForce: not TimeInForce.ImmediateOrCancel } resting) continue;
            var theirs = resting.Price.QuotePerBase;
            if (other.Symbol != entry.Symbol)
            {
                var (ours, there) = ((price ?? PriceOf(entry)) * Rate(Instrument(entry.Symbol)), theirs * Rate(Instrument(other.Symbol)));
                if (entry.Side == OrderSide.Buy ? ours >= there : ours <= there) yield return new(RiskRule.SelfCross, $"crosses our own {other.ClientOrderId} at {theirs} elsewhere");
            }
            else if (price is null || (entry.Side == OrderSide.Buy ? price >= theirs : price <= theirs)) yield return new(RiskRule.SelfCross, $"meets our own {other.ClientOrderId} at {theirs}");
        }
    }

    private IEnumerable<PaperBreach> OptionsBroken(OrderIntent entry, RiskLimits limits, decimal dayOpen, decimal slack)
    {
        if (IsIndexHigh(limits) && entry.Terms.Quantity.Base * ValueOfOne(entry) > (limits.OrderNotionalMaxAccount / 2m) + slack) yield return new(RiskRule.VolatilityIndex, $"index at {_seen.Index}");
        if (Instrument(entry.Symbol).AssetClass != AssetClass.Option) yield break;
        if (LossOfOptions() is var loss && (loss >= (limits.OptionDailyLossMaxFraction * dayOpen) + slack || loss >= limits.OptionDailyLossMaxAccount + slack)) yield return new(RiskRule.OptionDailyLossMax, $"options lost {loss}");
        var (direction, size) = (entry.Side == OrderSide.Buy ? 1m : -1m, Delta * 100m);
        if (entry.Terms.Quantity.Base * size > limits.OptionTradeDeltaMax) yield return new(RiskRule.OptionGreeks, "delta of one order");
        var after = Held(entry.Symbol, null) + (direction * Out.Where(order => order.Intent.Symbol == entry.Symbol && order.Intent.Side == entry.Side && !order.Intent.IsReduceOnly).Sum(static order => order.Remaining));
        if (after * direction * size > limits.OptionDeltaMax) yield return new(RiskRule.OptionGreeks, $"delta of {after} contracts");
    }

    // Everything that was paid for options, less what was taken in for them and what the rest would fetch: the day began without any.
    private decimal LossOfOptions() => _fills.Where(fill => Instrument(fill.Intent.Symbol).AssetClass == AssetClass.Option)
        .Sum(fill => ((Signed(fill.Intent, fill.Quantity) * fill.Price * Instrument(fill.Intent.Symbol).Multiplier) + fill.Fee) * Rate(Instrument(fill.Intent.Symbol)))
        - _quotes.Keys.Where(symbol => Instrument(symbol).AssetClass == AssetClass.Option).Sum(symbol => Worth(symbol, Held(symbol, null)));

    // What could be lost to the stops: of the entry's own position as it would be guarded, of every other as it is.
    private IEnumerable<PaperBreach> RiskBroken(OrderIntent entry, RiskLimits limits, decimal slack)
    {
        var (equity, own) = (Equity(), 0m);
        var total = 0m;
        foreach (var holder in _fills.Select(static fill => fill.Intent).DistinctBy(static intent => (intent.Strategy, intent.Symbol)))
        {
            var (net, isOwn) = (Held(holder.Symbol, holder), holder.Strategy == entry.Strategy && holder.Symbol == entry.Symbol);
            var (bid, ask) = _quotes[holder.Symbol];
            var each = isOwn ? _guards.RiskOfOne(entry, Instrument(entry.Symbol), net, PriceOf(entry), net > 0m ? bid : ask) : _guards.RiskOfOne(holder, net > 0m ? bid : ask);
            var risk = Math.Abs(net) * each * Instrument(holder.Symbol).Multiplier * Rate(Instrument(holder.Symbol));
            total += risk;
            if (holder.Strategy == entry.Strategy && PairOf(holder.Symbol) == PairOf(entry.Symbol)) own += risk;
        }

        foreach (var (intent, remaining) in Out.Where(static order => !order.Intent.IsReduceOnly))
        {
            var isEntry = intent.ClientOrderId == entry.ClientOrderId;
            var each = isEntry ? _guards.RiskOfOne(entry, Instrument(entry.Symbol), Held(entry.Symbol, entry), PriceOf(entry), PriceOf(entry)) : intent.Protection?.StopDistanceQuote ?? PriceOf(intent);
            var risk = remaining * each * Instrument(intent.Symbol).Multiplier * Rate(Instrument(intent.Symbol));
            total += risk;
            if (intent.Strategy == entry.Strategy && PairOf(intent.Symbol) == PairOf(entry.Symbol)) own += risk;
        }

        if (own > (limits.OpenRiskTradeMaxFraction * equity) + slack) yield return new(RiskRule.OpenRiskTrade, $"{own} of {entry.Symbol}");
        if (total > (limits.OpenRiskTotalMaxFraction * equity) + slack) yield return new(RiskRule.OpenRiskTotal, $"{total} of all");
        if (entry.Protection is { StopDistanceQuote: { } stop, TargetDistanceQuote: { } target } && target < (stop * limits.RewardRiskMin) - slack) yield return new(RiskRule.RewardRiskMin, $"{target} for {stop}");
    }

    // What could be left of it after exits, at what it would fetch, and every entry on its way added; the entry's own instrument at the entry's price.
    private decimal AtWorst(Symbol symbol, OrderIntent entry)
    {
        if (symbol == entry.Symbol) return Outcomes(entry, isOfPair: false).Max(static after => Math.Abs(after)) * ValueOfOne(entry);
        return AfterExits([symbol]).Max(net => Math.Abs(Worth(symbol, net))) + Out.Where(order => order.Intent.Symbol == symbol && !order.Intent.IsReduceOnly).Sum(order => order.Remaining * ValueOfOne(order.Intent));
    }

    private decimal Spent(OrderIntent sent) =>
        (_fills.Where(fill => fill.Intent.ClientOrderId == sent.ClientOrderId).Sum(static fill => fill.Quantity) + Out.Where(order => order.Intent.ClientOrderId == sent.ClientOrderId).Sum(static order => order.Remaining)) * ValueOfOne(sent);

    // A quote is an entry with its first fill, or when it is what is asked about.
    private int Entries(List<OrderIntent> sent, OrderIntent asked) => sent.Count(one => one.QuoteOf is null || one.ClientOrderId == asked.ClientOrderId || _fills.Any(fill => fill.Intent.ClientOrderId == one.ClientOrderId));

    private decimal ValueOfOne(OrderIntent intent) => PriceOf(intent) * Instrument(intent.Symbol).Multiplier * Rate(Instrument(intent.Symbol));

    private static string UnderlyingOf(Instrument instrument) => instrument.AssetClass == AssetClass.Option ? instrument.Symbol.Text[..^15] : instrument.Base.Code;

    private Instrument Instrument(Symbol symbol) => catalog.Find(symbol)!;

    // One pair at several venues is called what it is called there, with the venue behind.
    private bool AreOne(Symbol one, Symbol other) => PairOf(one) == PairOf(other) || (isSmart && Instrument(one).Base == Instrument(other).Base);

    private static string PairOf(Symbol symbol) => symbol.Text.Split('@')[0];

    private static decimal Signed(OrderIntent intent, decimal quantity) => intent.Side == OrderSide.Buy ? quantity : -quantity;

    private static decimal PriceOf(OrderIntent intent) =>
        intent.Terms is OrderTerms.Limit limit ? limit.Price.QuotePerBase : intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid;

    // Holdings after its own side fills alone, and after everything fills unless that lies on the other side, which this entry only lessens.
    private IEnumerable<decimal> OutcomesOfMine(OrderIntent entry)
    {
        var held = Held(entry.Symbol, entry);
        var related = Out.Where(order => order.Intent.Symbol == entry.Symbol && order.Intent.Strategy == entry.Strategy).ToList();
        var own = held + related.Where(order => order.Intent.Side == entry.Side).Sum(static order => Signed(order.Intent, order.Remaining));
        var all = held + related.Sum(static order => Signed(order.Intent, order.Remaining));
        yield return own;
        if (Math.Sign(all) == (entry.Side == OrderSide.Buy ? 1 : -1)) yield return all;
    }

    // What all strategies come to together, whichever of them close what they hold and whichever entries fill.
    private IEnumerable<decimal> Outcomes(OrderIntent entry, bool isOfPair)
    {
        var entries = Out.Where(order => (isOfPair ? PairOf(order.Intent.Symbol) == PairOf(entry.Symbol) : order.Intent.Symbol == entry.Symbol) && !order.Intent.IsReduceOnly).ToList();
        decimal Coming(OrderSide side) => entries.Where(order => order.Intent.Side == side).Sum(static order => Signed(order.Intent, order.Remaining));
        var (buys, sells) = (Coming(OrderSide.Buy), Coming(OrderSide.Sell));
        return AfterExits([.. isOfPair ? _quotes.Keys.Where(symbol => PairOf(symbol) == PairOf(entry.Symbol)) : [entry.Symbol]]).SelectMany(left => new[] { left, left + buys, left + sells, left + buys + sells });
    }

    // Every net that can be left of instruments, each strategy's position closed or kept.
    private List<decimal> AfterExits(Symbol[] symbols)
    {
        var nets = new List<decimal> { 0m };
        foreach (var holder in _fills.Where(fill => symbols.Contains(fill.Intent.Symbol)).Select(static fill => fill.Intent).DistinctBy(static intent => (intent.Strategy, intent.Symbol)))
            if (Held(holder.Symbol, holder) is not 0m and var net) nets.AddRange(nets.Select(left => left + net).ToList());
        return nets;
    }

    // What is open beside the entry's own instrument, which must not be open already: more held than dust, or an entry out.
    private bool IsOneTooMany(OrderIntent entry, int? most, OrderIntent? of) =>
        !_quotes.Keys.Any(symbol => PairOf(symbol) == PairOf(entry.Symbol) && IsOpen(symbol, of, entry)) && _quotes.Keys.Where(symbol => IsOpen(symbol, of, null)).Select(PairOf).Distinct().Count() > most; // the entry itself is out and makes one

    private bool IsOpen(Symbol symbol, OrderIntent? of, OrderIntent? less) =>
        Out.Any(order => order.Intent.Symbol == symbol && !order.Intent.IsReduceOnly && (of is null || order.Intent.Strategy == of.Strategy) && order.Intent.ClientOrderId != less?.ClientOrderId)
        || _fills.Select(static fill => fill.Intent).Where(intent => intent.Symbol == symbol && (of is null || intent.Strategy == of.Strategy)).DistinctBy(static intent => intent.Strategy).Any(holder => !IsDust(symbol, Held(symbol, holder)));

    private bool IsDust(Symbol symbol, decimal net)
    {
        var instrument = Instrument(symbol);
        var lots = Math.Floor(Math.Abs(net) / instrument.LotSize) * instrument.LotSize;
        return lots == 0m || lots * (net > 0m ? _quotes[symbol].Bid : _quotes[symbol].Ask) * instrument.Multiplier < instrument.MinNotional;
    }

    // What it costs to buy back everything that is sold short and not bought back by what is out.
    private decimal Owed(Instrument instrument) => _fills.Select(fill => fill.Intent).Where(intent => Instrument(intent.Symbol).Quote == instrument.Quote).DistinctBy(static intent => (intent.Strategy, intent.Symbol))
        .Sum(holder => Math.Max(0m, -Held(holder.Symbol, holder) - Out.Where(order => order.Intent.Strategy == holder.Strategy && order.Intent.Symbol == holder.Symbol && order.Intent.Side == OrderSide.Buy && order.Intent.IsReduceOnly).Sum(static order => order.Remaining))
            * _quotes[holder.Symbol].Ask * Instrument(holder.Symbol).Multiplier * 1.005m);

    private decimal OthersOf(OrderIntent entry) =>
        _quotes.Keys.Where(symbol => symbol != entry.Symbol).Sum(symbol => Math.Abs(Worth(symbol, Held(symbol, entry))))
        + Out.Where(order => order.Intent.Strategy == entry.Strategy && order.Intent.Symbol != entry.Symbol && !order.Intent.IsReduceOnly)
            .Sum(order => PriceOf(order.Intent) * order.Remaining * Instrument(order.Intent.Symbol).Multiplier * Rate(Instrument(order.Intent.Symbol)));

    private decimal SpokenFor(Instrument instrument) => Out.Where(order => order.Intent.Side == OrderSide.Buy && Instrument(order.Intent.Symbol).Quote == instrument.Quote).Sum(order => PriceOf(order.Intent) * order.Remaining * Instrument(order.Intent.Symbol).Multiplier * 1.005m);

    private decimal Held(Symbol symbol, OrderIntent? by) =>
        _fills.Where(fill => fill.Intent.Symbol == symbol && (by is null || fill.Intent.Strategy == by.Strategy)).Sum(static fill => Signed(fill.Intent, fill.Quantity));

    private decimal Worth(Symbol symbol, decimal net) =>
        net == 0m ? 0m : net * (net > 0m ? _quotes[symbol].Bid : _quotes[symbol].Ask) * Instrument(symbol).Multiplier * Rate(Instrument(symbol));

    private decimal Rate(Instrument instrument) => instrument.Quote.Code == "EUR" ? usdPerEur : 1m;
}
