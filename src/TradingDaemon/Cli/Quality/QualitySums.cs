using TradingDaemon.Cli.Explain;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Routing;

namespace TradingDaemon.Cli.Quality;

/// <summary>Sums up a journal fact by fact. Holds no more than the orders and parent orders that have not ended.</summary>
internal sealed class QualitySums
{
    private const string All = "all";
    private readonly Dictionary<ClientOrderId, (OrderIntent Intent, List<Fill> Fills)> _open = [];
    private readonly Dictionary<ParentId, (ParentOrder Order, List<Fill> Fills)> _parents = [];
    private readonly SortedDictionary<(string By, string Name), Sum> _sums = [];

    /// <summary>Takes the next fact of the journal.</summary>
    public void Take(Fact fact)
    {
        switch (fact)
        {
            case Fact.OrderIntended { Intent: var intent }:
                _open[intent.ClientOrderId] = (intent, []);
                break;
            case Fact.FillBooked { Fill: var fill } booked when _open.TryGetValue(fill.ClientOrderId, out var order):
                order.Fills.Add(fill);
                if (order.Intent.Child is { } child && _parents.TryGetValue(child.Parent, out var whole)) whole.Fills.Add(fill);
                if (booked.Status.IsTerminal()) End(fill.ClientOrderId);
                break;
            case Fact.OrderMoved moved when moved.Status.IsTerminal():
                End(moved.ClientOrderId);
                break;
            case Fact.ParentOpened { Order: var parent }: _parents[parent.Id] = (parent, []); break;
            case Fact.ParentEnded ended when _parents.Remove(ended.Parent, out var parent): // the whole against the price it was decided on: what its parts moved is in it
                var entry = ParentStory.AsOne(parent.Order);
                Of("algorithm", parent.Order.Terms.Algorithm.ToString().ToLowerInvariant()).Add(entry, ExecutionQuality.Of(entry, parent.Fills));
                break;
            case Fact.SignalRefused refused when RoutingRefusals.IsDowngrade(refused.Rule):
                Of("strategy", refused.Strategy.Text).Waited++;
                Of(All, All).Waited++;
                break;
            default: break; // nothing of an order's end
        }
    }

    /// <summary>A line for everything, then for each algorithm, strategy and venue, by name.</summary>
    public IReadOnlyList<QualityLine> Lines() => [.. _sums.OrderBy(static pair => pair.Key.By == All ? 0 : 1).Select(static pair => pair.Value.Line(pair.Key.By, pair.Key.Name))];

    private void End(ClientOrderId id)
    {
        if (!_open.Remove(id, out var order)) return;
        var quality = ExecutionQuality.Of(order.Intent, order.Fills);
        foreach (var sum in new[] { Of(All, All), Of("strategy", order.Intent.Strategy.Text), Of("venue", order.Intent.Venue) }) sum.Add(order.Intent, quality);
    }

    private Sum Of(string by, string name)
    {
        if (!_sums.TryGetValue((by, name), out var sum)) _sums.Add((by, name), sum = new Sum());
        return sum;
    }

    private sealed class Sum
    {
        private readonly Mean _filled = new();
        private readonly Mean _spread = new();
        private readonly Mean _slippage = new();
        private readonly Mean _shortfall = new();
        private readonly Mean _fee = new();
        private readonly Mean _score = new();
        private decimal _spreadPaid;

        public long Waited { get; set; }

        public void Add(OrderIntent intent, ExecutionQuality quality)
        {
            _filled.Add(quality.FillRatio);
            _spread.Add(quality.ArrivalMid > 0m ? (intent.DecisionAsk - intent.DecisionBid) / quality.ArrivalMid : null);
            _slippage.Add(quality.SlippageFraction);
            _shortfall.Add(quality.ShortfallFraction);
            _fee.Add(quality.FeeFraction);
            _score.Add(quality.Score);
            if (intent.Terms is not OrderTerms.Limit { PostOnly: true }) _spreadPaid += (intent.DecisionAsk - intent.DecisionBid) / 2m * quality.FilledBase * MultiplierOf(intent.Symbol);
        }

        public QualityLine Line(string by, string name) => new(by, name, _filled.Count, Waited, _filled.Value, _spread.Value, _slippage.Value, _shortfall.Value, _fee.Value, _score.Value, _spreadPaid);

        // The journal alone is read: a listed option is of a hundred, by its spelling.
        private static decimal MultiplierOf(Symbol symbol) => OptionContract.TryParse(symbol.AtVenue.Text) is null ? 1m : 100m;
    }

    private sealed class Mean
    {
        private decimal _sum;

        public long Count { get; private set; }

        public decimal? Value => Count > 0 ? _sum / Count : null;

        public void Add(decimal? number)
        {
            if (number is not { } known) return;
            _sum += known;
            Count++;
        }
    }
}
