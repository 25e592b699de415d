using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A constant array of a head.</summary>
/// <param name="CType">Of an element.</param>
public sealed record HeadTable(string Name, string CType, ImmutableArray<int> Values);
