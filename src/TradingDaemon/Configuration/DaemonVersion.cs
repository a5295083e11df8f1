using System.Reflection;

namespace TradingDaemon.Configuration;

/// <summary>The version of this build.</summary>
internal static class DaemonVersion
{
    /// <summary>As in the project's build rules, without the commit.</summary>
    public static string Text { get; } =
        (typeof(DaemonVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];
}
