namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A linker section that a named memory region takes.</summary>
internal sealed record SectionView(string Name, string Region, bool IsConstant, int AlignmentBytes);
