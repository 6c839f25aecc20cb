// The product's mark: a compass wheel in brand red, the only red that does not mean danger.
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="mark">
      <circle cx="16" cy="16" r="16" fill="#fff" />
      <g stroke="#B5121B" fill="none" strokeLinecap="round">
        <circle cx="16" cy="16" r="9.4" strokeWidth="2.2" />
        <path
          d="M16 2.6v4M16 25.4v4M2.6 16h4M25.4 16h4M6.5 6.5l2.9 2.9M22.6 22.6l2.9 2.9M25.5 6.5l-2.9 2.9M9.4 22.6l-2.9 2.9"
          strokeWidth="2.2"
        />
      </g>
      <path d="M20.6 11.4l-2.7 6.5-6.5 2.7 2.7-6.5z" fill="#B5121B" />
      <circle cx="16" cy="16" r="1.3" fill="#fff" />
    </svg>
  )
}
