using System.Text.Json;
using System.Text.Json.Serialization;

namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>JSON of the report, by generated code: no reflection, stable order.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, WriteIndented = true, NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class BenchJson : JsonSerializerContext
{
    public static string Write(BenchReport report) => JsonSerializer.Serialize(report, Default.BenchReport) + "\n";
}
