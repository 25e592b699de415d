using System.Text.Json;
using System.Text.Json.Serialization;

namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>JSON of the report, by generated code: no reflection, stable order.</summary>
// Elements of a float output may be NaN, for which JSON has no number.
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, WriteIndented = true, NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VerifyReport))]
internal sealed partial class VerifyJson : JsonSerializerContext
{
    public static string Write(VerifyReport report) => JsonSerializer.Serialize(report, Default.VerifyReport) + "\n";
}
