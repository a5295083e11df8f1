using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Reloading;

/// <summary>Faults in words.</summary>
internal static class ReloadText
{
    /// <summary>A fault as one line.</summary>
    public static string Of(ConfigurationFault fault) =>
        $"{fault.Source}{(fault.Path.Length > 0 ? $", {fault.Path}" : "")}{(fault.Value is { } value ? $" = {value}" : "")}: {fault.Message}{(fault.Allowed is { } allowed ? $" Allowed: {allowed}." : "")}";
}
