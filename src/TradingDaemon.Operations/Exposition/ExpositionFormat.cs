namespace TradingDaemon.Operations.Exposition;

/// <summary>In which text form metrics are written. Zero stays unassigned.</summary>
public enum ExpositionFormat : byte
{
    /// <summary>Prometheus text 0.0.4.</summary>
    PrometheusText = 1,

    /// <summary>OpenMetrics text 1.0.0.</summary>
    OpenMetrics,
}
