using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A constant array of a head, line by line.</summary>
internal sealed record HeadTableView(string Name, string CType, int Length, ImmutableArray<string> Lines);
