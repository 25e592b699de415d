namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Explicit padding in pixels. SAME and VALID are resolved at import, nothing later knows them.</summary>
public readonly record struct Padding2D(int Top, int Bottom, int Left, int Right)
{
    public bool IsZero => this == default;
}
