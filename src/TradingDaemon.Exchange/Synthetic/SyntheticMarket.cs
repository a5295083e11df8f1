namespace TradingDaemon.Exchange.Synthetic;

/// <summary>
/// A seeded market without end: correlated random walks (a market factor for each class and a walk of its own for each instrument), regimes of
/// calm, normal and wild volatility, spreads and depths that move with them, trades between the quotes and, if asked for, jumps. No allocation per event.
/// </summary>
public sealed class SyntheticMarket
{
    private const double SecondsPerYear = 365.0 * 86_400.0;
    private const long TicksFloor = 2; // a price never falls below: a bid must stay above zero

    private readonly SyntheticMarketOptions _options;
    private readonly SeededRandom _random;
    private readonly Walk[] _walks;
    private readonly double[] _shares; // cumulative share of all events, by instrument
    private readonly long _startTicks;
    private readonly double _meanGapTicks;
    private readonly double _tradeProbability;
    private readonly double _regimeSeconds;
    private long _nowTicks;

    /// <summary>Starts the market at a time. Throws <see cref="ArgumentException"/> without instruments or with figures out of range.</summary>
    public SyntheticMarket(SyntheticMarketOptions options, IReadOnlyList<SyntheticInstrument> instruments, DateTimeOffset start)
    {
        if (instruments.Count == 0) throw new ArgumentException("A market needs instruments.", nameof(instruments));
        if (!(options.QuotesPerSecond > 0.0) || !(options.TradesPerQuote >= 0.0) || options.GapProbability is not (>= 0.0 and <= 1.0) || options.RegimeDuration <= TimeSpan.Zero)
            throw new ArgumentException("Rates and durations are above zero, probabilities from 0 to 1.", nameof(options));
        _options = options;
        _startTicks = _nowTicks = start.UtcTicks;
        _random = new SeededRandom(options.Seed ^ (ulong)start.UtcTicks); // a resumed market goes on, it does not repeat itself
        var factors = new Dictionary<string, ClassFactor>(StringComparer.OrdinalIgnoreCase);
        _walks = new Walk[instruments.Count];
        for (var i = 0; i < _walks.Length; i++)
        {
            if (!factors.TryGetValue(instruments[i].AssetClass, out var factor)) factors.Add(instruments[i].AssetClass, factor = new ClassFactor());
            _walks[i] = new Walk(instruments[i], factor);
        }

        var rates = instruments.Select(it => it.QuotesPerSecond ?? options.QuotesPerSecond).ToArray();
        if (rates.Any(static rate => !(rate > 0.0))) throw new ArgumentException("Rates are above zero.", nameof(instruments));
        _shares = new double[rates.Length];
        for (var i = 0; i < rates.Length; i++) _shares[i] = (i == 0 ? 0.0 : _shares[i - 1]) + (rates[i] / rates.Sum());
        _meanGapTicks = TimeSpan.TicksPerSecond / (rates.Sum() * (1.0 + options.TradesPerQuote));
        _tradeProbability = options.TradesPerQuote / (1.0 + options.TradesPerQuote);
        _regimeSeconds = options.RegimeDuration.TotalSeconds;
    }

    /// <summary>The next event in time order.</summary>
    public void Next(out SyntheticEvent next)
    {
        _nowTicks += (long)(_random.NextExponential() * _meanGapTicks);
        var index = Pick();
        var walk = _walks[index];
        var at = new DateTimeOffset(_nowTicks, TimeSpan.Zero);
        if (walk.HasQuote && _random.NextUniform() < _tradeProbability) Trade(walk, index, at, out next);
        else Quote(walk, index, at, out next);
    }

    private int Pick()
    {
        var at = Array.BinarySearch(_shares, _random.NextUniform());
        return Math.Min(at >= 0 ? at + 1 : ~at, _walks.Length - 1); // the last share may round to a little under one
    }

    private void Quote(Walk walk, int index, DateTimeOffset at, out SyntheticEvent next)
    {
        walk.Factor.MoveTo((_nowTicks - _startTicks) * 1e-7, _random, _regimeSeconds);
        walk.Move(_random, _options);
        walk.Show(_random);
        next = new SyntheticEvent(
            SyntheticEventKind.Quote, index, at, walk.Tick.Times(walk.BidTicks), walk.Tick.Times(walk.AskTicks), walk.Lot.Times(walk.BidLots), walk.Lot.Times(walk.AskLots));
    }

    private void Trade(Walk walk, int index, DateTimeOffset at, out SyntheticEvent next)
    {
        var isBuyer = (_random.NextBits() & 1) == 0;
        var part = _random.NextUniform();
        var shown = isBuyer ? walk.AskLots : walk.BidLots;
        var size = walk.Lot.Times(Math.Max(1, (long)(shown * part * part))); // most trades are small
        next = new SyntheticEvent(
            isBuyer ? SyntheticEventKind.BuyerTrade : SyntheticEventKind.SellerTrade, index, at,
            walk.Tick.Times(walk.BidTicks), walk.Tick.Times(walk.AskTicks), isBuyer ? 0m : size, isBuyer ? size : 0m);
    }

    private sealed class Walk(SyntheticInstrument it, ClassFactor factor)
    {
        private readonly double _sigma = it.VolatilityPerYear / Math.Sqrt(SecondsPerYear);
        private readonly double _factorWeight = Math.Sqrt(it.FactorShare);
        private readonly double _ownWeight = Math.Sqrt(1.0 - it.FactorShare);
        private double _price = (double)it.StartPrice;
        private double _seenLevel;
        private double _seenVariance;

        public ClassFactor Factor => factor;

        public DecimalStep Tick { get; } = new(it.TickSize);

        public DecimalStep Lot { get; } = new(it.LotSize);

        public bool HasQuote => AskTicks > 0;

        public long BidTicks { get; private set; }

        public long AskTicks { get; private set; }

        public long BidLots { get; private set; }

        public long AskLots { get; private set; }

        public void Move(SeededRandom random, SyntheticMarketOptions options)
        {
            var variance = factor.Variance - _seenVariance;
            var move = _sigma * ((_factorWeight * (factor.Level - _seenLevel)) + (_ownWeight * Math.Sqrt(variance) * random.NextNormal()));
            if (options.GapProbability > 0.0 && random.NextUniform() < options.GapProbability) move += options.GapSize * random.NextNormal();
            (_seenLevel, _seenVariance) = (factor.Level, factor.Variance);
            _price = Math.Max(_price * Math.Exp(move - (0.5 * _sigma * _sigma * variance)), TicksFloor * Tick.Size);
        }

        public void Show(SeededRandom random)
        {
            var half = _price * it.SpreadBps * factor.Spread * (0.6 + (0.4 * random.NextExponential())) / 20_000.0;
            BidTicks = Math.Max(1, (long)Math.Floor((_price - half) / Tick.Size));
            AskTicks = Math.Max(BidTicks + 1, (long)Math.Ceiling((_price + half) / Tick.Size));
            var lots = it.DepthQuote * factor.Depth / (_price * Lot.Size);
            BidLots = Math.Max(1, (long)(lots * (0.2 + (0.8 * random.NextExponential()))));
            AskLots = Math.Max(1, (long)(lots * (0.2 + (0.8 * random.NextExponential()))));
        }
    }
}
