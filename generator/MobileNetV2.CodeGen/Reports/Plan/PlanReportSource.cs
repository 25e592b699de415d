using System.Text.Json.Serialization;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>Reads what <see cref="PlanReportJson"/> wrote: what has no default must be there.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PlanReport))]
internal sealed partial class PlanReportSource : JsonSerializerContext;
