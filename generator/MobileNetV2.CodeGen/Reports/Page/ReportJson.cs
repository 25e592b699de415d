using System.Text.Json;
using System.Text.Json.Serialization;

namespace MobileNetV2.CodeGen.Reports.Page;

/// <summary>JSON that may stand in a page: the serializer's own encoder writes &lt;, &gt; and &amp; as escapes,
/// so that no name ends the script.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReportData))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public static string Write(ReportData data) => JsonSerializer.Serialize(data, Default.ReportData);
}
