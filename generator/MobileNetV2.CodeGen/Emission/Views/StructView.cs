using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A parameter structure with designated initialisers.</summary>
/// <param name="Storage"><c>static const</c>, or <c>const</c> when a member is known at run time only.</param>
/// <param name="Lines">The initialisers, as many on a line as go there.</param>
/// <param name="IsShort">All of it fits on one line.</param>
internal sealed record StructView(string Storage, string CType, string Name, ImmutableArray<string> Lines, bool IsShort);
