using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>Entries executed in parts, followed a second time in code of its own: what may be sent of a whole, and what became of it. What ended is forgotten, so that nothing may be sent of it.</summary>
internal sealed class ShadowParents
{
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(3); // the engine is told the time every second at least
    private readonly Dictionary<ParentId, Whole> _wholes = [];

    /// <summary>What is known of those that have not ended, to be held against the books.</summary>
    public IEnumerable<(ParentId Id, decimal FilledBase, int Parts, ParentEnd? Ending)> All => _wholes.Select(static pair => (pair.Key, pair.Value.Filled, pair.Value.Parts.Count, pair.Value.Ending));

    /// <summary>The same once more: what the next process begins with.</summary>
    public ShadowParents Copy()
    {
        var copy = new ShadowParents();
        foreach (var (id, whole) in _wholes) copy._wholes.Add(id, whole.Copy());
        return copy;
    }

    /// <summary>The one a part is of; throws when there is none that works.</summary>
    public ParentOrder Of(OrderIntent part) => Working(part).Order;

    /// <summary>Whether another entry of the same strategy is being executed, and not ending.</summary>
    public bool IsBusy(ParentOrder order, Func<Symbol, Symbol, bool> areSame) =>
        _wholes.Values.Any(other => other.Order.Id != order.Id && other.Ending is null && other.Order.Strategy == order.Strategy && areSame(other.Order.Symbol, order.Symbol));

    /// <summary>Whether both are parts of one that goes to several books at once.</summary>
    public bool AreSpread(OrderIntent one, OrderIntent other) =>
        one.Child is { } part && other.Child?.Parent == part.Parent && _wholes.GetValueOrDefault(part.Parent)?.Order.Terms.Algorithm == ExecutionAlgorithm.Split;

    /// <summary>What a fact of this life says that not every run reaches; null when it is nothing of it.</summary>
    public string? DeedOf(Fact fact) => fact switch
    {
        Fact.OrderIntended { Intent.Child: { } child } when _wholes.GetValueOrDefault(child.Parent) is { IsOfEarlierLife: true } => "part sent by a later process",
        Fact.OrderIntended { Intent.Child: { } child } when _wholes.GetValueOrDefault(child.Parent)?.HasPartsOfAllKinds == true => "parts filled, ended and at work",
        _ => null,
    };

    /// <summary>Takes a fact; a new one is judged, an old one believed.</summary>
    public void Take(RecordedFact recorded, bool isNew)
    {
        switch (recorded.Fact)
        {
            case Fact.ParentOpened { Order: var order }:
                if (isNew) Invariant.Holds("A parent order is named by its fact.", order.Id.Number == recorded.Sequence && order.QuantityBase > 0m && !_wholes.ContainsKey(order.Id), $"{recorded.Sequence}", order);
                _wholes.Add(order.Id, new Whole(order) { IsOfEarlierLife = !isNew });
                break;
            case Fact.ParentPaused paused: _wholes[paused.Parent].IsPaused = true; break;
            case Fact.ParentResumed resumed: _wholes[resumed.Parent].IsPaused = false; break;
            case Fact.ParentEnding ending:
                if (isNew) Invariant.Holds("A parent order ends once.", _wholes.GetValueOrDefault(ending.Parent) is { Ending: null }, "one that works", ending);
                _wholes[ending.Parent].Ending = ending.Why;
                break;
            case Fact.ParentEnded ended:
                if (isNew) JudgeEnd(ended);
                _wholes.Remove(ended.Parent);
                break;
            case Fact.OrderIntended { Intent: { IsReduceOnly: false, Child: { } child } intent }:
                if (isNew) Judge(intent, child, recorded.At);
                _wholes[child.Parent].Parts.Add(intent.ClientOrderId, new Part(intent.Terms.Quantity.Base));
                break;
            case Fact.OrderMoved { Status: OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Expired } moved when Find(moved.ClientOrderId) is { } part:
                part.IsOver = true;
                break;
            case Fact.FillBooked booked when Find(booked.Fill.ClientOrderId) is { } part:
                part.Filled += booked.Fill.Quantity.Base;
                part.IsOver |= booked.Status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Expired;
                break;
            default: break; // nothing of a parent
        }
    }

    /// <summary>After every step: whose time is over ends, and what ended is told.</summary>
    /// <param name="mayAct">Whether the engine knows enough to end anything.</param>
    /// <param name="now">The time.</param>
    public void JudgeTimes(bool mayAct, DateTimeOffset now)
    {
        foreach (var (id, whole) in _wholes)
        {
            var isDue = mayAct && (whole.Ending is null ? now >= whole.Order.EndAt : whole.Parts.Values.All(static part => part.IsOver));
            whole.DueAt = isDue ? whole.DueAt ?? now : null;
            Invariant.Holds("A parent order whose time is over ends, and its end is told.", !(now - whole.DueAt > AnsweredWithin), $"an end within {AnsweredWithin}", $"{id} since {whole.DueAt:O}: {whole.Order}");
        }
    }

    private void Judge(OrderIntent intent, ChildOf child, DateTimeOffset now)
    {
        var whole = Working(intent);
        var (order, quantity) = (whole.Order, intent.Terms.Quantity.Base);
        var sign = order.Side == OrderSide.Buy ? 1m : -1m;
        Must(intent, whole.Filled + whole.Working + quantity <= order.QuantityBase, $"with {whole.Filled} filled and {whole.Working} that may still fill is no more than the whole, {order.QuantityBase}");
        Must(intent, child.Number == whole.Parts.Count + 1 && !_wholes.Values.Any(other => other.Parts.ContainsKey(intent.ClientOrderId)), $"is number {whole.Parts.Count + 1}, and was never sent before");
        Must(intent, (intent.Strategy, intent.Side) == (order.Strategy, order.Side) && intent.Origin == Told(order.Origin), $"is its parent's: {order}");
        Must(intent, !whole.IsPaused, "is sent while its parent is not paused");
        Must(intent, now < order.EndAt, $"is sent before the end at {order.EndAt:O}");
        Must(intent, whole.Working == 0m || order.Terms.Algorithm == ExecutionAlgorithm.Split, "is alone");
        Must(intent, order.CapQuote is not { } cap || (intent.Terms is OrderTerms.Limit limit && (limit.Price.QuotePerBase - cap) * sign <= 0m), $"is within the cap, {order.CapQuote}"); // both names of a thing are worth the same here
        Must(intent, !(new ShadowOrder(intent).Price * quantity * Ground.Catalog.Find(intent.Symbol)!.Multiplier > order.Terms.ChildNotionalMaxAccount), $"is worth no more than {order.Terms.ChildNotionalMaxAccount}");
        if (order.Terms.Algorithm is not (ExecutionAlgorithm.Twap or ExecutionAlgorithm.Vwap)) return;
        Must(intent, child.Slice < order.Slices && now >= order.StartAt + (order.Terms.Horizon / order.Slices * child.Slice), "does not come before its slice is due");
        Must(intent, child.Slice > whole.Slice || child.Slice == order.Slices - 1, "is of a later slice than the one before, or of the last");
        whole.Slice = child.Slice;
    }

    private void JudgeEnd(Fact.ParentEnded ended)
    {
        var whole = _wholes.GetValueOrDefault(ended.Parent);
        Invariant.Holds("A parent order ends once.", whole is not null && whole.Ending == ended.Why, $"one that is ending: {whole?.Ending}", ended);
        Invariant.Holds("No part of a parent order that ended may still fill.", whole!.Parts.Values.All(static part => part.IsOver), "none", ended);
        Invariant.Same("A parent order's end tells what became of the whole.", (whole.Filled, Math.Max(0m, whole.Order.QuantityBase - whole.Filled)), (ended.FilledBase, ended.UnfilledBase));
    }

    private Whole Working(OrderIntent part)
    {
        var whole = part.Child is { } child ? _wholes.GetValueOrDefault(child.Parent) : null;
        Must(part, whole is { Ending: null }, $"is of a parent order that works; that one {(whole is null ? "never began, or ended" : $"is ending: {whole.Ending}")}");
        return whole!;
    }

    private Part? Find(ClientOrderId id)
    {
        if (id.Text is not { Length: > 0 }) return null;
        foreach (var whole in _wholes.Values)
            if (whole.Parts.TryGetValue(id, out var part)) return part;
        return null;
    }

    // What a score was made of is told once, with the whole.
    private static SignalOrigin? Told(SignalOrigin? whole) => whole is { Gatekeeper: { } score } ? whole with { Gatekeeper = score with { Features = null } } : whole;

    private static void Must(OrderIntent intent, bool holds, string what)
    {
        if (!holds) throw new InvariantBrokenException("Parts together are never more than the whole, and each is sent once.", $"a part that {what}", intent.ToString());
    }

    private sealed class Whole(ParentOrder order)
    {
        public ParentOrder Order => order;

        public Dictionary<ClientOrderId, Part> Parts { get; } = [];

        public ParentEnd? Ending { get; set; }

        public bool IsPaused { get; set; }

        public int Slice { get; set; } = -1;

        public bool IsOfEarlierLife { get; init; }

        public DateTimeOffset? DueAt { get; set; } // since when its end is missing

        public decimal Filled => Parts.Values.Sum(static part => part.Filled);

        public decimal Working => Parts.Values.Where(static part => !part.IsOver).Sum(static part => Math.Max(0m, part.Quantity - part.Filled)); // enlarged by the venue, one can be filled beyond its own

        public bool HasPartsOfAllKinds => Parts.Values.Any(static part => part.IsOver && part.Filled >= part.Quantity) && Parts.Values.Any(static part => part.IsOver && part.Filled < part.Quantity) && Parts.Values.Any(static part => !part.IsOver);

        public Whole Copy()
        {
            var copy = new Whole(order) { Ending = Ending, IsPaused = IsPaused, Slice = Slice, IsOfEarlierLife = true };
            foreach (var (id, part) in Parts) copy.Parts.Add(id, new Part(part.Quantity) { Filled = part.Filled, IsOver = part.IsOver });
            return copy;
        }
    }

    private sealed class Part(decimal quantity)
    {
        public decimal Quantity => quantity;

        public decimal Filled { get; set; }

        public bool IsOver { get; set; }
    }
}
