import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { PageSkeleton } from '../ui/skeleton.tsx'
import { BrokenPage, NotFoundPage } from './failure-pages.tsx'
import { Root } from './root.tsx'
import { itemSearch, itemsSearch, intakeSearch, textSearch, todaySearch, unitsSearch } from './search.ts'

const root = createRootRoute({ component: Root, notFoundComponent: NotFoundPage })

const today = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: todaySearch,
  component: lazyRouteComponent(() => import('../screens/today/today.tsx'), 'TodayScreen'),
})

const items = createRoute({
  getParentRoute: () => root,
  path: '/ho-so',
  validateSearch: itemsSearch,
  component: lazyRouteComponent(() => import('../screens/items/items.tsx'), 'ItemsScreen'),
})

const item = createRoute({
  getParentRoute: () => root,
  path: '/ho-so/$id',
  validateSearch: itemSearch,
  component: lazyRouteComponent(() => import('../screens/item/item.tsx'), 'ItemScreen'),
})

const erasure = createRoute({
  getParentRoute: () => root,
  path: '/ho-so/$id/xoa',
  component: lazyRouteComponent(() => import('../screens/erasure/erasure.tsx'), 'ErasureScreen'),
})

const intake = createRoute({
  getParentRoute: () => root,
  path: '/tiep-nhan',
  validateSearch: intakeSearch,
  component: lazyRouteComponent(() => import('../screens/intake/intake.tsx'), 'IntakeScreen'),
})

const procedures = createRoute({
  getParentRoute: () => root,
  path: '/thu-tuc',
  validateSearch: textSearch,
  component: lazyRouteComponent(() => import('../screens/procedures/procedures.tsx'), 'ProceduresScreen'),
})

const units = createRoute({
  getParentRoute: () => root,
  path: '/don-vi',
  validateSearch: unitsSearch,
  component: lazyRouteComponent(() => import('../screens/units/units.tsx'), 'UnitsScreen'),
})

const outbox = createRoute({
  getParentRoute: () => root,
  path: '/tin-gui',
  component: lazyRouteComponent(() => import('../screens/outbox/outbox.tsx'), 'OutboxScreen'),
})

export const router = createRouter({
  routeTree: root.addChildren([today, items, item, erasure, intake, procedures, units, outbox]),
  basepath: '/cong-viec',
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 100,
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
