using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Strategies.Parameters;

/// <summary>A parameter whatever its type: enough to describe and to check it.</summary>
internal interface IParameter
{
    /// <summary>Name, default, range and meaning, for messages and documents.</summary>
    StrategyParameter Description { get; }

    /// <summary>Whether the text as written is inside the range.</summary>
    bool Accepts(string text);
}
