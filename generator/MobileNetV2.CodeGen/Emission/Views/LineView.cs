namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>The geometry of a tensor inside a stream: <c>mnv2_line</c>.</summary>
/// <param name="Values">Its members, with blanks behind so that all notes of a step begin in one column.</param>
/// <param name="Note">For people: what it is and how many of its rows are kept.</param>
internal sealed record LineView(string Values, string Note);
