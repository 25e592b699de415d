using System.Text.Json.Serialization;

namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>Reads a table, by generated code; a property that nobody knows is a mistake in our file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CycleTable))]
internal sealed partial class CycleTableJson : JsonSerializerContext;
