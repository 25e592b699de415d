using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>JSON of a <see cref="PlanReport"/>, by generated code: no reflection, stable order.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlanReport))]
internal sealed partial class PlanReportJson : JsonSerializerContext
{
    /// <summary>For reading: what has no default must be there.</summary>
    public static JsonTypeInfo<PlanReport> Strict { get; } = new PlanReportJson(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    }).PlanReport;

    public static string Write(PlanReport report) => JsonSerializer.Serialize(report, Default.PlanReport) + "\n";
}
