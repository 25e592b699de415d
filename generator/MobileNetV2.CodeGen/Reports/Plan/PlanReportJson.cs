using System.Text.Json;
using System.Text.Json.Serialization;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>JSON of a <see cref="PlanReport"/>, by generated code: no reflection, stable order.</summary>
/// <remarks>It only writes. Reading needs to know every property (<see cref="PlanReportSource"/>), which takes a
/// while to work out.</remarks>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlanReport))]
internal sealed partial class PlanReportJson : JsonSerializerContext
{
    public static string Write(PlanReport report) => JsonSerializer.Serialize(report, Default.PlanReport) + "\n";
}
