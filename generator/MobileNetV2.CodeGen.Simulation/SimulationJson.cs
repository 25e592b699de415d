using System.Text.Json;
using System.Text.Json.Serialization;
using MobileNetV2.CodeGen.Simulation.Benchmarking;
using MobileNetV2.CodeGen.Simulation.Verification;

namespace MobileNetV2.CodeGen.Simulation;

/// <summary>JSON of the reports, by generated code: no reflection, stable order.</summary>
// Elements of a float output may be NaN, for which JSON has no number.
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, WriteIndented = true, NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(VerifyReport))]
internal sealed partial class SimulationJson : JsonSerializerContext
{
    public static string Write(BenchReport report) => JsonSerializer.Serialize(report, Default.BenchReport) + "\n";

    public static string Write(VerifyReport report) => JsonSerializer.Serialize(report, Default.VerifyReport) + "\n";
}
