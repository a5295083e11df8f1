using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Normalized;

/// <summary>A refusal or failure as a venue told it, and what it means by the venue's table.</summary>
internal readonly ref struct ErrorTold
{
    /// <summary>What it means for the request it answers.</summary>
    public required VenueFaultKind Kind { get; init; }

    /// <summary>What it means for an order.</summary>
    public VenueRefusal Refusal { get; init; }

    /// <summary>The venue's code; null when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>The venue's words; null when there are none.</summary>
    public string? Message { get; init; }

    /// <summary>Canonical symbol; null when not told.</summary>
    public string? Symbol { get; init; }

    /// <summary>Our id of the order; null when not told.</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>The venue's id of the order; null when not told.</summary>
    public string? VenueOrderId { get; init; }
}
