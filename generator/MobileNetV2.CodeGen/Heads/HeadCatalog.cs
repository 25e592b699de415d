using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Every head, in the order in which people meet them.</summary>
public static class HeadCatalog
{
    /// <summary>All kinds.</summary>
    public static ImmutableArray<HeadDefinition> All { get; } =
    [
        new ClassifyDefinition(),
        new SsdDefinition(),
        new YoloDefinition(),
        new FomoDefinition(),
        new SegmentDefinition(),
        new EmbeddingDefinition(),
        new PoseDefinition(),
    ];

    /// <summary>By name; null when there is none.</summary>
    public static HeadDefinition? Find(string name) => All.FirstOrDefault(h => h.Name == name);
}
