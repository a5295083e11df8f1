using NUnit.Framework;
using TradingDaemon.Operations.Exposition;

namespace TradingDaemon.Tests.Operations.Exposition;

public sealed class ExpositionFormatsTests
{
    [TestCase(null, ExpositionFormat.PrometheusText)]
    [TestCase("", ExpositionFormat.PrometheusText)]
    [TestCase("*/*", ExpositionFormat.PrometheusText)]
    [TestCase("text/html", ExpositionFormat.PrometheusText)]
    [TestCase("application/openmetrics-text", ExpositionFormat.OpenMetrics)]
    [TestCase("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", ExpositionFormat.OpenMetrics, TestName = "Negotiate_Prometheus2_IsOpenMetrics")]
    [TestCase("application/openmetrics-text;version=\"1.0.0\"", ExpositionFormat.OpenMetrics)]
    [TestCase("application/openmetrics-text;version=2.0.0", ExpositionFormat.PrometheusText)]
    [TestCase("application/openmetrics-text;q=0.1, text/plain;q=0.9", ExpositionFormat.PrometheusText)]
    [TestCase("application/openmetrics-text;q=0", ExpositionFormat.PrometheusText)]
    public void Negotiate_Accept_Chooses(string? accept, ExpositionFormat expected) => Assert.That(ExpositionFormats.Negotiate(accept), Is.EqualTo(expected));

    [Test]
    public void ContentType_EachFormat_NamesItsVersion() => Assert.Multiple(() =>
    {
        Assert.That(ExpositionFormat.PrometheusText.ContentType(), Is.EqualTo("text/plain; version=0.0.4; charset=utf-8"));
        Assert.That(ExpositionFormat.OpenMetrics.ContentType(), Is.EqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8"));
    });
}
