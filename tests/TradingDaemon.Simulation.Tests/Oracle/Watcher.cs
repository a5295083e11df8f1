using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Simulation.Tests.World;

namespace TradingDaemon.Simulation.Tests.Oracle;

/// <summary>
/// Looks over the engine's shoulder: folds its facts a second time in code of its own, and judges every order at the moment it was decided by limits
/// worked out anew, orders in flight counted.
/// </summary>
/// <param name="before">Who watched the daemon's life before; only its count goes on.</param>
internal sealed class Watcher(Watcher? before = null)
{
    private readonly Dictionary<int, Quote> _marks = [];
    private readonly SortedDictionary<string, decimal> _cash = new(StringComparer.Ordinal);
    private readonly Dictionary<(StrategyId, Symbol), decimal> _net = [];
    private readonly Dictionary<ClientOrderId, ShadowOrder> _working = [];
    private readonly HashSet<long> _booked = [];
    private EngineState _state = EngineState.Starting;
    private Tier _tier = Ground.Setup.Tiers.All[0];
    private decimal? _dayOpen;

    /// <summary>Orders judged.</summary>
    public int Judged { get; private set; } = before?.Judged ?? 0;

    public void Mark(Quote quote) => _marks[quote.Instrument.Index] = quote;

    public void Take(RecordedFact recorded, bool isNew)
    {
        switch (recorded.Fact)
        {
            case Fact.StateChanged changed: _state = changed.To; break;
            case Fact.CashMoved moved: Pay(moved.Currency, moved.Amount); break;
            case Fact.DayOpened opened: _dayOpen = opened.EquityAccount; break;
            case Fact.TierEntered entered: _tier = Ground.Setup.Tiers.Find(entered.Tier)!; break;
            case Fact.OrderIntended { Intent: var intent }:
                if (isNew) Judge(intent, recorded.At);
                _working.Add(intent.ClientOrderId, new ShadowOrder(intent));
                break;
            case Fact.OrderMoved moved: Move(moved.ClientOrderId, moved.Status); break;
            case Fact.FillBooked booked: Book(booked); break;
            case Fact.BreakFound { Subject: var subject } when subject.StartsWith("orders on ", StringComparison.Ordinal): break; // the venue refused several in a row, and may
            case Fact.BreakFound found: Assert.Fail($"Fact {recorded.Sequence}: {found}"); break;
            default: break;
        }
    }

    private void Judge(OrderIntent intent, DateTimeOffset now)
    {
        Judged++;
        var instrument = Ground.Catalog.Find(intent.Symbol)!;
        var mark = _marks[instrument.Id.Index];
        var (quantity, sign) = (intent.Terms.Quantity.Base, intent.Side == OrderSide.Buy ? 1m : -1m);
        Must(intent, intent.DecisionBid == mark.Bid.QuotePerBase && intent.DecisionAsk == mark.Ask.QuotePerBase, "is decided on the newest quote");
        Must(intent, now - mark.ReceivedTime <= _tier.Limits.QuoteAgeMax, "is decided on a fresh quote");
        Must(intent, quantity % instrument.LotSize == 0m, "is whole lots");
        Must(intent, !_working.Values.Any(other => other.Intent.Strategy == intent.Strategy && other.Intent.Symbol == intent.Symbol && other.Intent.Side == intent.Side), "is alone on its side");
        if (intent.IsReduceOnly)
        {
            var held = _net.GetValueOrDefault((intent.Strategy, intent.Symbol));
            Must(intent, held * sign < 0m && quantity <= Math.Abs(held), "only reduces");
            Must(intent, _working.Values.Count(static other => other.Intent.IsReduceOnly) < _tier.Limits.OrdersInFlightMax, "is within the exits in flight");
            return;
        }

        JudgeEntry(intent, instrument, quantity, sign);
    }

    private void JudgeEntry(OrderIntent intent, Instrument instrument, decimal quantity, decimal sign)
    {
        var (limits, equity, value) = (_tier.Limits, Equity(), instrument.Multiplier * new ShadowOrder(intent).Price);
        var spec = _tier.Strategies.Single(spec => spec.Id == intent.Strategy);
        Must(intent, _state == EngineState.Running, "leaves only while running");
        Must(intent, _working.Count < limits.OrdersInFlightMax, "is within the orders in flight");
        Must(intent, value * quantity <= limits.OrderNotionalMaxAccount, "is within the cap on one order");
        Must(intent, sign > 0m || (instrument.Shortable && spec.AllowShort), "is not short where that is forbidden");
        Must(intent, spec.Symbols.Contains("*") || spec.Symbols.Contains(intent.Symbol.Text), "is in a symbol of its strategy");
        Must(intent, equity > 0m && (_dayOpen - equity) / _dayOpen < limits.DailyLossMaxFraction, "is within the daily loss");
        var position = _net.Where(held => held.Key.Item2 == intent.Symbol).Sum(static held => held.Value)
            + (sign * (quantity + _working.Values.Where(other => other.Intent.Symbol == intent.Symbol && other.Intent.Side == intent.Side).Sum(static other => other.Remaining)));
        Must(intent, Math.Abs(position) * value / equity <= limits.PositionMaxFraction, "is within the position limit");
        var own = _net.GetValueOrDefault((intent.Strategy, intent.Symbol)) + (sign * quantity);
        var others = _net.Where(held => held.Key.Item1 == intent.Strategy && held.Key.Item2 != intent.Symbol).Sum(held => Math.Abs(Value(held.Key.Item2, held.Value)))
            + _working.Values.Where(other => !other.Intent.IsReduceOnly && other.Intent.Strategy == intent.Strategy && other.Intent.Symbol != intent.Symbol)
                .Sum(static other => other.Remaining * other.Price * Ground.Catalog.Find(other.Intent.Symbol)!.Multiplier);
        Must(intent, ((Math.Abs(own) * value) + others) / equity <= Math.Min(limits.StrategyExposureMaxFraction, spec.ExposureMaxFraction), "is within its strategy's exposure");
        var reserved = _working.Values.Where(other => other.Intent.Side == OrderSide.Buy && Ground.Catalog.Find(other.Intent.Symbol)!.Quote == instrument.Quote)
            .Sum(static other => other.Remaining * other.Price * Ground.Catalog.Find(other.Intent.Symbol)!.Multiplier);
        Must(intent, sign < 0m || reserved + (quantity * value) <= _cash[instrument.Quote.Code], "is covered by cash nothing else asked for");
    }

    private void Book(Fact.FillBooked booked)
    {
        var (fill, instrument) = (booked.Fill, Ground.Catalog.Find(booked.Fill.Symbol)!);
        var signed = fill.Quantity.Base * (fill.Side == OrderSide.Buy ? 1m : -1m);
        Assert.That(_booked.Add(fill.ExecutionSequence), Is.True, $"Execution {fill.ExecutionSequence} is booked twice.");
        _net[(booked.Strategy, fill.Symbol)] = _net.GetValueOrDefault((booked.Strategy, fill.Symbol)) + signed;
        Pay(instrument.Quote.Code, -signed * fill.Price.QuotePerBase * instrument.Multiplier);
        Pay(fill.Fee.Currency.Code, -fill.Fee.Amount);
        if (_working.TryGetValue(fill.ClientOrderId, out var order)) order.Filled += fill.Quantity.Base;
        Move(fill.ClientOrderId, booked.Status);
    }

    private void Move(ClientOrderId id, OrderStatus status)
    {
        if (status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Expired) _working.Remove(id);
        else if (_working.TryGetValue(id, out var order)) order.Status = status;
        else Assert.Fail($"{id} ended and is {status} again.");
    }

    private decimal Equity() => _cash.Values.Sum() + _net.GroupBy(static held => held.Key.Item2).Sum(group => Value(group.Key, group.Sum(static held => held.Value)));

    private decimal Value(Symbol symbol, decimal net)
    {
        if (net == 0m) return 0m;
        var instrument = Ground.Catalog.Find(symbol)!;
        var mark = _marks[instrument.Id.Index];
        return net * instrument.Multiplier * (net > 0m ? mark.Bid : mark.Ask).QuotePerBase;
    }

    private void Pay(string currency, decimal amount) => _cash[currency] = _cash.GetValueOrDefault(currency) + amount;

    private static void Must(OrderIntent intent, bool holds, string what)
    {
        if (!holds) Assert.Fail($"{intent} — broken: {what}.");
    }
}
