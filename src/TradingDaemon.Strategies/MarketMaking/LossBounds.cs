using System.Globalization;
using TradingDaemon.Domain.Account;

namespace TradingDaemon.Strategies.MarketMaking;

/// <summary>Whether it lost as much as it may. What is held counts with its loss and not with its gain: a gain may be gone before it is taken.</summary>
/// <param name="settings">The bounds.</param>
internal sealed class LossBounds(MarketMakerSettings settings)
{
    private double _unrealizedQuote;
    private double _lostToday;
    private double _fallen;

    /// <summary>Measures anew.</summary>
    /// <param name="view">What it did, with a rate.</param>
    /// <param name="heldUnits">What it holds times what a unit of it is of the underlying, signed.</param>
    /// <param name="mid">Mid price.</param>
    /// <param name="equityAccount">Equity, above zero.</param>
    public void Measure(MakerView view, double heldUnits, double mid, double equityAccount)
    {
        var scale = (double)view.RateAccount!.Value / equityAccount;
        _unrealizedQuote = heldUnits == 0d ? 0d : Math.Min(0d, heldUnits * (mid - (double)view.AverageQuote));
        _lostToday = -((double)view.DayRealizedQuote + _unrealizedQuote) * scale;
        _fallen = ((double)(view.Record.PeakQuote - view.Record.RealizedQuote) - _unrealizedQuote) * scale;
    }

    /// <summary>Whether either bound is reached.</summary>
    public bool AreReached => _lostToday >= settings.DailyLoss || _fallen >= settings.Drawdown;

    /// <summary>Which one, and by how much.</summary>
    public string Reason => _fallen >= settings.Drawdown
        ? string.Create(CultureInfo.InvariantCulture, $"its profit fell by {_fallen:P2} of equity, it ends at {settings.Drawdown:P2}")
        : string.Create(CultureInfo.InvariantCulture, $"it lost {_lostToday:P2} of equity today, it ends at {settings.DailyLoss:P2}");
}
