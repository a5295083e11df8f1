using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>Statements race with reports that come early, late, twice or never: no difference is seen where there is none, and every block ends.</summary>
public sealed class StatementRaceTests
{
    private const int Worlds = 150;
    private const int Steps = 250;

    [Test]
    public void Take_StatementsAmongReportsInRandomOrder_NeverSeeADifferenceAndAlwaysFree([Range(1, 8)] int seed)
    {
        var (fills, statements, blocked) = (0, 0, 0);
        for (var world = 0; world < Worlds; world++)
        {
            var run = new Race(new Random((seed * 1_000) + world));
            for (var step = 0; step < Steps; step++) run.Step();
            run.Settle();
            Assert.That(run.Bench.Breaks, Is.Empty, $"seed {seed}, world {world}");
            Assert.That((run.Bench.Books.Blocks.Count, run.Bench.Books.State, run.Bench.Books.Orders.Open.Count), Is.EqualTo((0, EngineState.Running, 0)), $"seed {seed}, world {world}");
            Assert.That((run.Bench.Books.Cash["USD"], run.Bench.Books.Audit.FirstFault(run.Bench.Books)), Is.EqualTo((run.Venue.Usd, (object?)null)), $"seed {seed}, world {world}");
            foreach (var (symbol, held) in run.Venue.Held)
                Assert.That(run.Bench.Books.Positions.NetBase(TestMarket.Catalog.Find(new(symbol))!.Id), Is.EqualTo(held), $"seed {seed}, world {world}, {symbol}");
            (fills, statements, blocked) = (fills + run.Venue.FillCount, statements + run.Statements, blocked + run.Blocked);
        }

        TestContext.Out.WriteLine($"seed {seed}: {Worlds} worlds, {fills} fills, {statements} statements, {blocked} losses of the stream");
        Assert.That((fills > 1_000, statements > 500, blocked > 100), Is.EqualTo((true, true, true)));
    }

    private sealed class Race
    {
        private readonly Random _random;
        private readonly List<OrderIntent> _sent = []; // on their way to the venue
        private VenueStatement? _asked; // one at a time, as the session asks
        private int _ordersSeen;
        private int _cancelsSeen;

        public Race(Random random)
        {
            _random = random;
            Venue = new PaperVenue(random);
            Bench = AccountBench.Running(TestMarket.Setup(
                new RiskLimits { DailyLossReducingFraction = 1m, StrategyOrdersPerSecondMax = 10_000, AccountOrdersPerSecondMax = 10_000 },
                TestMarket.Spec(style: TradingDaemon.Domain.Strategies.OrderStyle.Limit, allowShort: true), TestMarket.Spec("beta", allowShort: true)));
        }

        public AccountBench Bench { get; }

        public PaperVenue Venue { get; }

        public int Statements { get; private set; }

        public int Blocked { get; private set; }

        public void Step()
        {
            Bench.Now = Bench.Now.AddMilliseconds(_random.Next(400));
            Bench.Quote(TestMarket.Ibm, 200m, 200m);
            Bench.Quote(TestMarket.Eth, 10m, 10m);
            switch (_random.Next(12))
            {
                case <= 1: Bench.Signal((SignalKind)_random.Next(1, 3), _random.Next(2) == 0 ? TestMarket.Ibm : TestMarket.Eth, _random.Next(2) == 0 ? "alpha" : "beta", _random.Next(1, 9)); break;
                case 2 when _random.Next(3) == 0: Bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "test")); break;
                case 3 or 4: Arrive(); break;
                case 5 or 6: FillOne(); break;
                case 7 or 8: Hear(); break;
                case 9: Ask(); break;
                case 10: Answer(); break;
                default: if (_random.Next(5) == 0) Lose(); break;
            }

            Bench.Clock();
            _sent.AddRange(Bench.Orders.Skip(_ordersSeen).Select(static order => order.Intent));
            _ordersSeen = Bench.Orders.Count;
            for (; _cancelsSeen < Bench.Cancels.Count; _cancelsSeen++) Venue.Cancel(Bench.Cancels[_cancelsSeen].ClientOrderId, Bench.Now);
        }

        // Faults stop: all is heard, what works is cancelled, two quiet statements.
        public void Settle()
        {
            Answer();
            while (_sent.Count > 0) Arrive();
            foreach (var id in Venue.Working.ToList()) Venue.Cancel(id, Bench.Now);
            while (Venue.OnTheWay.Count > 0) Hear();
            for (var i = 0; i < 2; i++)
            {
                Ask();
                Answer();
            }
        }

        private void Arrive()
        {
            if (_sent.Count == 0) return;
            var at = _random.Next(_sent.Count);
            Venue.Take(_sent[at], Bench.Now);
            _sent.RemoveAt(at);
        }

        private void FillOne()
        {
            var working = Venue.Working.ToList();
            if (working.Count == 0) return;
            var id = working[_random.Next(working.Count)];
            var remaining = Venue.Remaining(id);
            Venue.Fill(id, _random.Next(2) == 0 || remaining < 2m ? remaining : Math.Floor(remaining / 2m), _random.Next(2) == 0 ? 200m : 199.5m, Bench.Now);
        }

        private void Hear()
        {
            if (Venue.OnTheWay.Count == 0) return;
            var report = Venue.OnTheWay[0];
            Venue.OnTheWay.RemoveAt(0);
            Bench.Report(report);
        }

        private void Ask() => _asked ??= Venue.State(Bench, withHoldings: _random.Next(8) != 0 || _sent.Count == 0);

        private void Answer()
        {
            if (_asked is null) return;
            Statements++;
            Bench.Report(new VenueEvent.Stated(_asked, Bench.Now));
            _asked = null;
        }

        private void Lose()
        {
            Blocked++;
            Bench.Report(new VenueEvent.StreamLost("simulated", "cut", Bench.Now));
            var unheard = Venue.OnTheWay.Where(static report => report is not VenueEvent.Executed).ToList();
            foreach (var report in unheard.Take(_random.Next(3))) Venue.OnTheWay.Remove(report);
        }
    }
}
