using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Algorithms;

/// <summary>
/// Random worlds: partial fills, refusals, unclear outcomes, proofs of absence, halts, closes, wide spreads, hours that pass, and kills after which the next process knows the facts alone, or a
/// checkpoint and the facts since. A second, plain sum over the facts says what was sent, filled and may still fill.
/// </summary>
public sealed class ParentPropertyTests
{
    private const int Worlds = 120;
    private const int Steps = 150;

    [Test]
    public void Parents_AreNeverExceeded_NorSentTwice_WhateverHappens()
    {
        var first = TestContext.Parameters.Get("seed", Environment.GetEnvironmentVariable("TRADINGDAEMON_SEED")) is { } given ? int.Parse(given) : 20_261_122;
        TestContext.Out.WriteLine($"seeds {first} … {first + Worlds - 1}; one alone with TRADINGDAEMON_SEED");
        var (parents, children, kills, ended) = (0, 0, 0, 0);
        for (var seed = first; seed < first + Worlds; seed++)
        {
            var world = new RandomWorld(seed);
            for (var step = 0; step < Steps; step++) world.Step();
            world.Rest();
            (parents, children, kills, ended) = (parents + world.Parents, children + world.Children, kills + world.Kills, ended + world.Ended);
        }

        TestContext.Out.WriteLine($"{parents} parents of which {ended} ended, {children} children, {kills} kills");
        Assert.That((parents > 100, children > 400, kills > 300, ended > 80), Is.EqualTo((true, true, true, true)), "a world where nothing happens proves nothing");
    }

    private sealed class RandomWorld
    {
        private readonly Random _random;
        private readonly int _seed;
        private readonly AccountSetup _setup;
        private readonly List<RecordedFact> _all = [];
        private readonly Dictionary<ClientOrderId, (OrderIntent Intent, decimal Filled, bool IsOpen)> _orders = [];
        private readonly Dictionary<ParentId, (ParentOrder Order, int Numbered, bool IsEnding)> _parents = [];
        private readonly HashSet<ParentId> _ended = [];
        private readonly HashSet<ParentId> _paused = [];
        private AccountBench _bench;
        private AccountState _checkpoint = new();
        private int _seen;
        private long _executions;
        private decimal _middle = 100m;

        public RandomWorld(int seed)
        {
            (_seed, _random) = (seed, new Random(seed));
            var terms = new AlgorithmSpec
            {
                Algorithm = (ExecutionAlgorithm)_random.Next(2, 6), Horizon = TimeSpan.FromSeconds(_random.Next(20, 400)), ExtensionMax = TimeSpan.FromSeconds(_random.Next(0, 2) * 30), Slices = _random.Next(1, 12),
                JitterFraction = _random.Next(3) * 0.3m, CapFraction = 0.02m, DisplayQuantityBase = 0.1m * _random.Next(1, 30), DisplayJitterFraction = 0.45m, Profile = new VolumeProfile([.. Enumerable.Range(0, 1440).Select(_ => (decimal)_random.Next(5))]),
                ChildNotionalMaxAccount = Coin() ? 200m : null, Pause = TimeSpan.FromSeconds(_random.Next(1, 5)),
                DelayMax = TimeSpan.FromSeconds(_random.Next(4)), FailedSlicesMax = Coin() ? 3 : null, ShortfallMaxFraction = Coin() ? 0.002m : null, ChildNotionalMinAccount = Coin() ? 60m : null,
            };
            var style = (OrderStyle)_random.Next(1, 6);
            _setup = TestMarket.Setup(TestMarket.Spec(style: style) with
            {
                Execution = terms, OrderAgeMax = TimeSpan.FromSeconds(_random.Next(1, 60)), SlippageMaxFraction = 0.01m, Protection = Coin() ? new ProtectionSpec { StopFraction = 0.01m } : new(),
            });
            _bench = AccountBench.Running(_setup);
            Look();
        }

        public int Parents => _parents.Count;

        public int Children => _orders.Values.Count(static order => order.Intent.Child is not null);

        public int Kills { get; private set; }

        public int Ended => _ended.Count;

        public void Step()
        {
            switch (_random.Next(20))
            {
                case 0: Kill(); break;
                case 1: _bench.Signal(SignalKind.Buy, quantity: 0.001m * _random.Next(1, 20_000)); break;
                case 2: _bench.Signal((SignalKind)_random.Next(1, 7), quantity: 0.001m * _random.Next(1, 20_000)); break;
                case 3 when _random.Next(5) == 0: _bench.Command(new Command.SetEmergency(EmergencyState.Halted, "cli", "Prices look wrong.")); break;
                case 3: _bench.Command(new Command.SetEmergency(EmergencyState.Active, "cli", "RESUME they are right.")); break;
                case 4 when _bench.Books.Parents.Count > 0 && _random.Next(4) == 0: _bench.Command(new Command.CancelParent(_bench.Books.Parents.All[0].Order.Id, "By hand.")); break;
                case 4 when _bench.Books.Parents.Count > 0 && _random.Next(2) == 0: _bench.Command(new Command.PauseParent(_bench.Books.Parents.All[0].Order.Id, "By hand.")); break;
                case 4 when _bench.Books.Parents.Count > 0: _bench.Command(new Command.ResumeParent(_bench.Books.Parents.All[0].Order.Id, "By hand.")); break;
                case 5: _bench.Command(new Command.ChangeState(Coin() ? EngineState.Running : EngineState.Paused, "Because.")); break;
                case 6: Pass(_random.Next(1, 120)); break;
                case < 13: Pass(_random.Next(1, 4)); break;
                default: Answer(); break;
            }

            Look();
        }

        /// <summary>The world calms down: whatever is left ends.</summary>
        public void Rest()
        {
            _bench.Command(new Command.SetEmergency(EmergencyState.Active, "cli", "RESUME they are right."));
            _bench.Command(new Command.ChangeState(EngineState.Running, "Because."));
            for (var i = 0; i < 600; i++)
            {
                Pass(1);
                foreach (var order in _bench.Books.Orders.Open.ToList()) _bench.Fill(order.Intent, order.RemainingBase);
                Look();
            }

            Assert.That((_bench.Books.Parents.Count, _ended.Count), Is.EqualTo((0, _parents.Count)), $"seed {_seed}: every parent ends, and says so");
            foreach (var (id, parent) in _parents) Assert.That(Filled(id), Is.LessThanOrEqualTo(parent.Order.QuantityBase), $"seed {_seed}");
        }

        private bool Coin() => _random.Next(2) == 0;

        private void Pass(int seconds)
        {
            for (var i = 0; i < seconds; i++)
            {
                _bench.Now = _bench.Now.AddSeconds(1);
                _middle *= 1m + ((_random.Next(5) - 2) * 0.0005m);
                var half = _random.Next(10) == 0 ? 1m : 0.05m;
                _bench.Mark(TestMarket.Btc, decimal.Round(_middle - half, 2), decimal.Round(_middle + half, 2));
                _bench.Clock();
                Look();
            }
        }

        private void Answer()
        {
            var open = _bench.Books.Orders.Open;
            if (open.Count == 0) return;
            var order = open[_random.Next(open.Count)];
            var (id, now) = (order.Intent.ClientOrderId, _bench.Now);
            var isHeardOf = order is { VenueOrderId: not null } or { FilledBase: > 0m };
            switch (_random.Next(8))
            {
                case 0: _bench.Accept(order.Intent); break;
                case 1: _bench.Report(new VenueEvent.OutcomeUnknown(id, "No answer.", now)); break;
                case 2 when !isHeardOf: _bench.Report(new VenueEvent.ProvenAbsent(id, "Nobody knows it.", now)); break;
                case 3 when !isHeardOf: _bench.Report(new VenueEvent.Refused(id, VenueRefusal.WouldTake, "It would take.", now)); break;
                case 4: _bench.Report(new VenueEvent.CancelDone(id, "Gone.", now) { FilledBase = order.FilledBase }); break;
                case 5: _bench.Report(new VenueEvent.Expired(id, "Nobody offers.", now) { FilledBase = order.FilledBase }); break;
                default:
                    var part = Coin() ? order.RemainingBase : Math.Max(0.001m, decimal.Round(order.RemainingBase * _random.Next(1, 100) / 100m, 3));
                    _bench.Report(new VenueEvent.Executed(_bench.FillOf(order.Intent, Math.Min(part, order.RemainingBase), order.Intent.DecisionAsk, sequence: ++_executions)));
                    break;
            }
        }

        // The next process has what is on disk: facts from the beginning, or a checkpoint and the facts since.
        private void Kill()
        {
            Kills++;
            var remembered = Coin() ? new AccountState() : _checkpoint;
            var engine = new AccountEngine(_setup, remembered);
            foreach (var fact in _all.Where(fact => fact.Sequence > remembered.Sequence)) engine.Recover(fact);
            Assert.That(AccountBench.Canonical(engine.Capture()), Is.EqualTo(_bench.Canonical()), $"seed {_seed}: what is remembered is what was");
            _bench = new AccountBench(_setup, engine.Capture()) { Now = _bench.Now.AddSeconds(_random.Next(1, 60)) };
            _seen = 0;
            _bench.Boot();
            _bench.Statement();
            _bench.Command(new Command.ChangeState(EngineState.Running, "Books and venue agree."));
            Look();
            if (Coin()) _checkpoint = _bench.Engine.Capture();
        }

        // Every new fact is taken into the plain sum, and then what must hold is looked at.
        private void Look()
        {
            for (; _seen < _bench.Recorded.Count; _seen++)
            {
                _all.Add(_bench.Recorded[_seen]);
                Take(_bench.Recorded[_seen].Fact);
                foreach (var (id, parent) in _parents)
                {
                    var flying = _orders.Values.Where(order => order.IsOpen && order.Intent.Child?.Parent == id).Sum(static order => order.Intent.Terms.Quantity.Base - order.Filled);
                    Assert.That(Filled(id) + flying, Is.LessThanOrEqualTo(parent.Order.QuantityBase), $"seed {_seed}, fact {_bench.Recorded[_seen].Sequence}: filled, in flight and unknown");
                }
            }
        }

        private decimal Filled(ParentId id) => _orders.Values.Where(order => order.Intent.Child?.Parent == id).Sum(static order => order.Filled);

        private void Take(Fact fact)
        {
            switch (fact)
            {
                case Fact.ParentOpened { Order: var order }: _parents.Add(order.Id, (order, 0, false)); break;
                case Fact.ParentPaused { Parent: var id }: _paused.Add(id); break;
                case Fact.ParentResumed { Parent: var id }: _paused.Remove(id); break;
                case Fact.ParentEnding { Parent: var id }: _parents[id] = _parents[id] with { IsEnding = true }; break;
                case Fact.ParentEnded ended:
                    Assert.That((_ended.Add(ended.Parent), ended.FilledBase, ended.UnfilledBase), Is.EqualTo((true, Filled(ended.Parent), _parents[ended.Parent].Order.QuantityBase - Filled(ended.Parent))), $"seed {_seed}");
                    break;
                case Fact.OrderIntended { Intent: var intent }:
                    Assert.That(_orders.TryAdd(intent.ClientOrderId, (intent, 0m, true)), Is.True, $"seed {_seed}: {intent.ClientOrderId} is given once");
                    if (intent is { IsReduceOnly: false, Child: { } child })
                    {
                        var parent = _parents[child.Parent];
                        Assert.That((child.Number, parent.IsEnding, _paused.Contains(child.Parent)), Is.EqualTo((parent.Numbered + 1, false, false)), $"seed {_seed}: children are numbered one after another, and none follows an end or a pause");
                        if (intent.Terms is OrderTerms.Limit limit) Assert.That(limit.Price.QuotePerBase, Is.LessThanOrEqualTo(parent.Order.CapQuote!.Value), $"seed {_seed}: the cap");
                        _parents[child.Parent] = parent with { Numbered = child.Number };
                    }

                    break;
                case Fact.OrderMoved moved when moved.Status.IsTerminal(): _orders[moved.ClientOrderId] = _orders[moved.ClientOrderId] with { IsOpen = false }; break;
                case Fact.FillBooked booked:
                    var filled = _orders[booked.Fill.ClientOrderId];
                    _orders[booked.Fill.ClientOrderId] = (filled.Intent, filled.Filled + booked.Fill.Quantity.Base, filled.IsOpen && !booked.Status.IsTerminal());
                    break;
                default: break; // nothing of a parent
            }
        }
    }
}
