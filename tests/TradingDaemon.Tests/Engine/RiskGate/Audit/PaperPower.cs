using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>What the venue told the auditor may be spent, which orders it counted in, and what filled since.</summary>
internal sealed class PaperPower(InstrumentCatalog catalog)
{
    private const decimal Reserve = 1.005m;
    private readonly HashSet<ClientOrderId> _counted = [];
    private readonly List<(OrderIntent Intent, decimal Quantity, decimal Price)> _filled = [];
    private ToldBuyingPower? _told;

    public void Told(ToldBuyingPower told, IEnumerable<OrderIntent> counted)
    {
        _told = told;
        _filled.Clear();
        _counted.Clear();
        foreach (var intent in counted) _counted.Add(intent.ClientOrderId);
    }

    public void Filled(OrderIntent intent, decimal quantity, decimal price) => _filled.Add((intent, quantity, price));

    /// <summary>Whether an entry, which is among those that are out, is more than was told.</summary>
    public bool IsExceeded(OrderIntent entry, IEnumerable<(OrderIntent Intent, decimal Remaining)> @out, Func<OrderIntent, decimal> priceOf, decimal slack)
    {
        if (_told is null || Instrument(entry).Quote.Code != _told.Currency) return false;
        var spent = @out.Where(order => Counts(order.Intent)).Sum(order => order.Remaining * priceOf(order.Intent) * Instrument(order.Intent).Multiplier)
            + _filled.Where(fill => Counts(fill.Intent)).Sum(fill => fill.Quantity * fill.Price * Instrument(fill.Intent).Multiplier);
        var most = Instrument(entry).AssetClass switch { AssetClass.Equity => _told.Shares, AssetClass.Option => _told.Options, _ => _told.Crypto };
        return spent * Reserve > most + slack;
    }

    private bool Counts(OrderIntent intent) => !intent.IsReduceOnly && !_counted.Contains(intent.ClientOrderId) && Instrument(intent).Quote.Code == _told!.Currency;

    private Instrument Instrument(OrderIntent intent) => catalog.Find(intent.Symbol)!;
}
